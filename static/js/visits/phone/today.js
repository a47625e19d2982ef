// The day's stores in their order, and all stores for a visit that nobody planned (H5.1).

import { inWords as metres, metresBetween } from "../geo.js";
import { dayOf, nextDay } from "./draft.js";
import { draw, inClock, inDay, inDaysAgo, put } from "./draw.js";
import { here } from "./position.js";
import { now } from "./safety.js";
import { part, shops, visits } from "./store.js";

const MINUTES = 60;
const MOST_STORES = 60;
const NAVIGATION = document.body.dataset;

export const dayNow = async () => dayOf(await now());

// What is planned for a day, in its order, and what of it is over.
export async function stopsOf(on) {
  const [days, done, all, mine] = await Promise.all([part("days"), part("done"), shops(), visits()]);
  const byId = new Map(all.map((shop) => [shop.id, shop]));
  const stops = (days?.find((day) => day.on === on)?.stops ?? []).filter((stop) => byId.has(stop.store));
  const told = done?.on === on ? done.visits : [];
  const local = mine.filter((one) => one.on === on && one.state !== "open");
  const open = mine.find((one) => one.state === "open");
  const isOver = (id) => told.some((one) => one.store === id) || local.some((one) => one.store === id);
  return { hasData: days !== null, openOnServer: done?.open, byId, stops, told, local, open, isOver };
}

export async function showToday(view, asked) {
  const today = await dayNow();
  const on = asked || today;
  const { hasData, openOnServer, byId, stops, told, local, open, isOver } = await stopsOf(on);
  const place = on === today ? await here() : null;
  const ahead = stops.filter((stop) => !isOver(stop.store));
  const nodes = ahead.map((stop) =>
    stopOf(byId.get(stop.store), { number: stops.indexOf(stop) + 1, arrives: stop.arrives, place, today, open }),
  );
  const finished = finishedOf(local, told, byId);
  put(
    view,
    draw("today", {
      ...openValues(open, openOnServer),
      before_url: `#/day/${nextDay(on, -1)}`,
      after_url: `#/day/${nextDay(on, 1)}`,
      day: inDay(on),
      done: String(stops.filter((stop) => isOver(stop.store)).length),
      planned: String(stops.length),
      planned_max: stops.length || 1,
      hours_left: on === today ? hoursLeft(ahead) : 0,
      next: place && ahead.length ? distance(byId.get(ahead[0].store), place) : "",
      no_data: !hasData,
      nothing: hasData && !stops.length && !finished.length,
      over: stops.length > 0 && !ahead.length,
      has_done: finished.length,
      ahead: nodes,
      finished,
    }),
  );
}

export async function showStores(view) {
  const [all, today, place] = [await shops(), await dayNow(), await here()];
  const show = (words) => {
    const text = (shop) => `${shop.name} ${shop.code} ${shop.address}`.toLowerCase();
    const found = all.filter((shop) => words.every((word) => text(shop).includes(word)));
    const far = (shop) => (place && shop.lon !== null ? metresBetween(place, shop) : Infinity);
    found.sort((one, other) => far(one) - far(other) || one.name.localeCompare(other.name));
    return found.slice(0, MOST_STORES).map((shop) => stopOf(shop, { number: "+", place, today }));
  };
  put(view, draw("stores", { stores: show([]), nothing: !all.length }));
  view.querySelector("[data-act=search]").addEventListener("input", ({ target }) => {
    put(view.querySelector("[data-list=stores]"), ...show(target.value.toLowerCase().split(/\s+/).filter(Boolean)));
  });
}

export function badgeOf(shop) {
  return `class-badge class-${shop.store_class.toLowerCase()}${shop.is_provisional ? " is-provisional" : ""}`;
}

function openValues(open, serverOpen) {
  const isElsewhere = serverOpen && serverOpen.client_id !== open?.client_id;
  return {
    open: Boolean(open),
    open_url: open && `#/visit/${open.client_id}`,
    open_store: open?.store_name,
    open_since: open && inClock(open.arrival.device_at),
    server_open: isElsewhere ? serverOpen.store : "",
    server_open_url: isElsewhere && `${NAVIGATION.fill}${serverOpen.id}/fill/`,
  };
}

export function stopOf(shop, { number, arrives, place, today, open }) {
  const chips = [...shop.work.slice(0, 3).map((one) => one.title), ...shop.tasks.slice(0, 1).map((one) => one.title)];
  return draw("stop", {
    url: open?.store === shop.id ? `#/visit/${open.client_id}` : `#/store/${shop.id}`,
    class: `stop${open?.store === shop.id ? " is-open" : ""}`,
    number,
    name: shop.name,
    badge: badgeOf(shop),
    store_class: shop.store_class,
    for_rep: shop.for_rep,
    arrives: arrives === undefined ? "" : inMinutes(arrives),
    distance: place ? distance(shop, place) : "",
    hours: `${shop.opens}–${shop.closes}`,
    last: shop.last_visit ? inDaysAgo(shop.last_visit.on, today) : "",
    never: !shop.last_visit,
    chips: chips.map((words) => draw("chip", { words })),
  });
}

function finishedOf(local, told, byId) {
  const known = new Set(local.map((one) => one.client_id));
  const elsewhere = told.filter((one) => !known.has(one.client_id) && byId.has(one.store));
  return [
    ...local.map((one) => {
      const url = `#/visit/${one.client_id}`;
      return finishedStop(one.store_name, one.store_class, one.left_at, url, one.state);
    }),
    ...elsewhere.map((one) => {
      const shop = byId.get(one.store);
      return finishedStop(shop.name, shop.store_class, one.at, `#/store/${shop.id}`, "received");
    }),
  ];
}

function finishedStop(name, storeClass, at, url, state) {
  return draw("stop", {
    url,
    class: `stop is-done is-${state}`,
    is_done: true,
    name,
    badge: `class-badge class-${storeClass.toLowerCase()}`,
    store_class: storeClass,
    arrives: at ? inClock(at) : "",
    state_saved: state === "ready",
    state_refused: state === "refused",
    state_received: state === "received",
  });
}

function hoursLeft(ahead) {
  if (!ahead.length) {
    return 0;
  }
  const last = Math.max(...ahead.map((stop) => stop.arrives + stop.minutes));
  return ((last - Math.min(...ahead.map((stop) => stop.arrives))) / MINUTES).toFixed(1);
}

function distance(shop, place) {
  return shop.lon === null ? "" : metres(metresBetween(place, shop));
}

function inMinutes(minutes) {
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / MINUTES))}:${two(minutes % MINUTES)}`;
}
