// A new version of the app: taken where nothing is underway, else by a button. Records lie in the database and stay.

import { isMaking, made } from "./taps.js";

const QUIET = new Set(["", "day", "map", "stores", "sent"]);
const LOOK_MS = 3600000;
const ANSWER_MS = 5000;
// A version that fails at its start must not begin again and again.
const AGAIN_MS = 600000;
const RELOADED = "salesops-reloaded-at";

const bar = document.getElementById("new-version");
// The worker that has all of the new version; gone once it has taken over.
let waiting = null;
let isTaken = false;
let asked = null;
let lookedAt = Date.now();

// Before the first version has taken over there is none to change.
export function watchVersions(registration) {
  const workers = navigator.serviceWorker;
  if (!workers.controller) {
    workers.addEventListener("controllerchange", () => watch(registration), { once: true });
    return;
  }
  watch(registration);
}

function watch(registration) {
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    isTaken = true;
    reconsider();
  });
  registration.addEventListener("updatefound", () => follow(registration.installing));
  follow(registration.installing);
  found(registration.waiting);
  const look = () => lookAgain(registration);
  setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", look);
  bar.querySelector("button").addEventListener("click", takeByHand);
}

function lookAgain(registration) {
  if (!document.hidden && Date.now() - lookedAt >= LOOK_MS) {
    lookedAt = Date.now();
    registration.update().catch(() => {});
  }
}

function follow(worker) {
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed") {
      found(worker);
    }
  });
}

function found(worker) {
  if (worker) {
    waiting = worker;
    reconsider();
  }
}

// Asked again with each screen: what was underway may be over.
export async function reconsider() {
  if (!waiting && !isTaken) {
    return;
  }
  const may = () => !isBusy() && !isTooSoon();
  if (may() && (isTaken || (await take())) && may()) {
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
    return;
  }
  bar.hidden = false;
}

function isBusy() {
  const [, name = ""] = location.hash.split("/");
  return !QUIET.has(name) || isMaking() || document.querySelector("dialog[open]") !== null || hasTyped();
}

// What stands in a field of these screens is kept nowhere.
function hasTyped() {
  const fields = [...document.querySelectorAll("#view input, #view textarea")];
  return fields.some((field) => field.value !== field.defaultValue);
}

function isTooSoon() {
  return Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < AGAIN_MS;
}

async function takeByHand({ currentTarget: button }) {
  button.disabled = true;
  await made();
  if (isTaken || (await take())) {
    location.reload();
    return;
  }
  button.disabled = false;
  bar.querySelector("[data-other-window]").hidden = false;
}

// Whether the new version has taken over; it does not while another window is open, or without an answer.
function take() {
  asked ??= ask(waiting).finally(() => (asked = null));
  return asked;
}

function ask(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, ANSWER_MS, false);
    worker.postMessage({ kind: "take_over" }, [port2]);
  });
}
