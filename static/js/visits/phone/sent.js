// The evening: how many of the day's visits were received, what waits, what was refused and why (H5.4).

import { ask } from "./ask.js";
import { dayOf } from "./draft.js";
import { draw, inBytes, inClock, inDay, put } from "./draw.js";
import { now, usage } from "./safety.js";
import { deletePhoto, deleteVisit, meta, photos, setMeta, visits } from "./store.js";
import { isOld, sendAgain, sendVisitAgain, sync } from "./sync.js";

const ICONS = { open: "pencil", ready: "phone", refused: "exclamation-triangle", received: "check2-all" };

let installer = null;
let state = "";

window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installer = event;
});

export async function showSent(view) {
  const [all, pictures, today, fetchedAt, bytes, { used }] = await Promise.all([
    visits(),
    photos(),
    now().then(dayOf),
    meta("fetched_at"),
    meta("bytes"),
    usage(),
  ]);
  // What has a photo that was not received stays, however old: the photo goes with its visit.
  const withPhotos = new Set(pictures.filter((photo) => photo.state !== "received").map((photo) => photo.visit));
  const isOver = (one) => isOld(one) && !withPhotos.has(one.client_id);
  await Promise.all(all.filter(isOver).map((one) => deleteVisit(one.client_id)));
  const of = (name) => all.filter((one) => one.state === name);
  const ofToday = all.filter((one) => one.on === today && one.state !== "open");
  const waiting = pictures.filter((photo) => photo.state === "waiting");
  const sorted = all.filter((one) => !isOver(one)).sort((one, other) => whenOf(other).localeCompare(whenOf(one)));
  put(
    view,
    draw("sent", {
      received: String(ofToday.filter((one) => one.state === "received").length),
      visits: String(ofToday.length),
      waiting: of("ready").length + waiting.length ? String(of("ready").length) : "",
      photos: String(waiting.length),
      refused: of("refused").length,
      synced: fetchedAt && inClock(fetchedAt),
      bytes: inBytes(bytes ?? 0),
      usage: used ? inBytes(used) : "",
      installed: window.matchMedia("(display-mode: standalone)").matches || navigator.standalone,
      can_install: installer,
      records: sorted.map((one) => recordOf(one, waiting)),
      visit_trouble: all.filter((one) => one.refused_by).map(troubleOf),
      photo_trouble: pictures.filter((photo) => photo.state === "refused").map((photo) => draw("photo-trouble", photo)),
    }),
  );
  say(view, state);
  if (await meta("emptied")) {
    await setMeta("emptied", null);
  }
  const root = view.firstElementChild;
  root.addEventListener("click", (event) => onClick(event, view));
}

function whenOf(one) {
  return one.left_at ?? one.arrival?.device_at ?? one.on;
}

function recordOf(one, waiting) {
  const ownPhotos = waiting.filter((photo) => photo.visit === one.client_id);
  const again = Math.max(0, ...[...ownPhotos, one].map((record) => record.again_at ?? 0));
  return draw("record", {
    url: `#/visit/${one.client_id}`,
    class: `stop is-${one.state}`,
    icon: `bi bi-${ICONS[one.state]}`,
    name: one.store_name,
    when: `${inDay(one.on)} ${one.left_at ? inClock(one.left_at) : ""}`,
    [`is_${one.state}`]: true,
    number: one.receipt?.number,
    photos: ownPhotos.length,
    stalled: again > Date.now() && inClock(again),
    reason: [...(one.mistakes ?? []).map((mistake) => mistake.words), ...(one.odd_imeis ?? []).map(inWordsOf)].join(" "),
  });
}

function troubleOf({ client_id, store_name, refused_by }) {
  return draw("visit-trouble", { client_id, name: store_name, refused_by: String(refused_by) });
}

function inWordsOf({ imei, words }) {
  return `IMEI ${imei}: ${words}.`;
}

function say(view, state) {
  put(view.querySelector("#send-state"), draw("send-state", { [state]: true }));
}

window.addEventListener("hashchange", () => {
  state = "";
});

// In its turn, and only if this screen is still the one that is asked for.
function redraw() {
  document.dispatchEvent(new Event("redraw"));
}

async function onClick(event, view) {
  const tap = event.target.closest("[data-act]");
  if (tap?.dataset.act === "send") {
    state = "busy";
    say(view, state);
    state = await sync({ isAsked: true });
    redraw();
  } else if (tap?.dataset.act === "install") {
    await installer.prompt();
    installer = null;
  } else if (tap?.dataset.act === "send_visit") {
    await sendVisitAgain(tap.dataset.value);
    redraw();
  } else if (tap?.dataset.act === "send_photo") {
    await sendAgain(tap.dataset.value);
    redraw();
  } else if (tap?.dataset.act === "discard_photo" && (await ask(tap.dataset.question))) {
    await deletePhoto(tap.dataset.value);
    redraw();
  }
}
