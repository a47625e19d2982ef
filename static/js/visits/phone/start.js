// The store's card, and the check-in at the thumb (H5.2, H5.3).

import { DENIED, inWords as metres, metresBetween } from "../geo.js";
import { goalsOf } from "./cards.js";
import { newDraft } from "./draft.js";
import { draw, inShortDay, inWords, put } from "./draw.js";
import { take } from "./position.js";
import { askToStay, now } from "./safety.js";
import { beginVisit, part, shop as shopOf, visits } from "./store.js";
import { badgeOf } from "./today.js";

const POOR_METRES = 200;

export async function showStart(view, id) {
  const [shop, mine] = await Promise.all([shopOf(id), visits()]);
  const open = mine.find((one) => one.state === "open");
  if (!shop || open?.store === shop.id) {
    location.replace(shop ? `#/visit/${open.client_id}` : "#/");
    return;
  }
  put(view, draw("start", cardOf(shop, open)));
  const form = view.querySelector("form");
  const state = { fix: null, isOutside: false };
  const look = () => judge(form, shop, state);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    checkIn(form, shop, state);
  });
  form.querySelector("[data-act=again]").addEventListener("click", look);
  view.querySelectorAll("[data-act=goal]").forEach((tap) => {
    tap.addEventListener("click", () => {
      view.querySelector("#goal").value = tap.dataset.value;
    });
  });
  look();
}

// While the visit is open each task is one tap from being done.
export function todoOf(shop, draft = null) {
  const work = shop.work.flatMap((one) => [
    draw("todo", { ...one, icon: "bi bi-lightning-charge" }),
    ...(draft ? (one.forms ?? []).map((form, _place, all) => formOf(form, draft.work?.[form.key] ?? {}, all.length === 1)) : []),
  ]);
  const tasks = shop.tasks.map((one) => (draft && one.id ? taskOf(one, draft) : draw("todo", lineOf(one))));
  return [...work, ...tasks];
}

// What was begun stands open, and what is alone.
function formOf({ key, title, asks }, said, isAlone) {
  return draw("work", {
    title,
    is_open: isAlone || Object.keys(said).length ? "open" : "",
    asks: asks.map((ask) => draw(`ask-${ask.kind}`, { ...ask, key, ...answerOf(ask, said[ask.name], key) })),
  });
}

function answerOf({ name, choices }, value, key) {
  const levels = choices.map(([choice, label]) =>
    draw("ask-option", { key, name, choice, label, is_chosen: String(value === choice) }),
  );
  return { value, levels, is_yes: String(value === true), is_no: String(value === false) };
}

function lineOf(task) {
  return { title: task.title, url: task.url, due: inShortDay(task.due_on), icon: "bi bi-check2-square" };
}

function taskOf(task, draft) {
  const outcome = draft.tasks_done?.[task.id];
  const isDone = outcome !== undefined;
  return draw("task", { id: task.id, ...lineOf(task), outcome, is_done: String(isDone), asks: isDone });
}

function cardOf(shop, open) {
  const last = shop.last_visit;
  const target = `${shop.lon},${shop.lat},${encodeURIComponent(shop.name)}`;
  return {
    ...shop,
    badge: badgeOf(shop),
    last_on: last && inShortDay(last.on),
    last_score: last?.score,
    last_summary: last?.summary,
    navigate: shop.lon === null ? "" : `https://uri.amap.com/navigation?to=${target}&mode=car&coordinate=wgs84`,
    call: shop.phone && `tel:${shop.phone}`,
    archive: `${document.body.dataset.archive}${shop.id}/`,
    todo: todoOf(shop),
    goals: goalsOf(shop),
    open: Boolean(open),
    open_url: open && `#/visit/${open.client_id}`,
    open_store: open?.store_name,
  };
}

async function judge(form, shop, state) {
  say(form, "taking");
  try {
    state.fix = await take();
  } catch (error) {
    state.fix = null;
    say(form, error.code === DENIED ? "denied" : "failed", "warn");
    return;
  }
  const { fix } = state;
  const accuracy = metres(fix.accuracy);
  if (shop.lon === null) {
    say(form, "no_store", "good", { accuracy });
    return;
  }
  state.distance = metresBetween(fix, shop);
  state.isOutside = state.distance - fix.accuracy > shop.radius;
  const isPoor = fix.accuracy > POOR_METRES || state.distance > shop.radius;
  const isBlocked = state.isOutside && shop.blocks_outside;
  const words = isBlocked ? "blocked" : state.isOutside ? "outside" : isPoor ? "poor" : "near";
  say(form, words, words === "near" ? "good" : "warn", { distance: metres(state.distance), accuracy });
  ask(form, state.isOutside && !isBlocked);
  form.querySelector(".btn-act").disabled = isBlocked;
}

function say(form, words, level = "", values = {}) {
  form.dataset.level = level;
  form.querySelectorAll("[data-say]").forEach((line) => {
    line.dataset.words ??= line.textContent;
    line.hidden = line.dataset.say !== words;
    line.textContent = inWords(line.dataset.words, values);
  });
  form.querySelector("[data-act=again]").hidden = level !== "warn";
}

function ask(form, isOutside) {
  form.querySelector("[data-reasons]").hidden = !isOutside;
  const button = form.querySelector(".btn-act");
  button.classList.toggle("btn-warning", isOutside);
  button.classList.toggle("btn-primary", !isOutside);
  form.querySelectorAll("[name=outside_reason]").forEach((reason) => {
    reason.required = isOutside;
  });
}

// The phone's own time is kept as it is; the server sets a wrong clock right at the sending.
async function checkIn(form, shop, { fix, distance, isOutside }) {
  const arrival = { device_at: new Date().toISOString() };
  if (fix) {
    arrival.lon = Number(fix.lon.toFixed(6));
    arrival.lat = Number(fix.lat.toFixed(6));
    arrival.accuracy_metres = Math.min(Math.round(fix.accuracy), 1000000);
  }
  if (isOutside) {
    arrival.outside_reason = new FormData(form).get("outside_reason");
  }
  const [standard, moment] = await Promise.all([part("standard"), now()]);
  const goal = document.getElementById("goal").value.trim();
  const draft = newDraft({ shop, arrival, distance, goal, standard, now: moment });
  const open = await beginVisit(draft);
  askToStay();
  location.hash = `#/visit/${(open ?? draft).client_id}`;
}
