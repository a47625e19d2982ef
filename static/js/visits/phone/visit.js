// The open visit on one page: order free, each step saved as it is made, the next open one an arrow away (H5.2).

import { ask } from "./ask.js";
import {
  foundSkus,
  imageCard,
  marketCard,
  nextCard,
  orderCard,
  outsideCard,
  photoCard,
  pictures,
  pointsCard,
  prepareCard,
  skuOf,
  stockCard,
  suggested,
  trainCard,
} from "./cards.js";
import * as deeds from "./deeds.js";
import { drawImeis, scanImeis, toggleImeis, typeImei } from "./imeis.js";
import { CARD, checklistOf, progress, stepOfMistake } from "./draft.js";
import { draw, put } from "./draw.js";
import { todoOf } from "./start.js";
import { drawLeave, drawState } from "./state.js";
import { deleteVisit, part, shop as shopOf, visit as visitOf } from "./store.js";
import { numberIn, stepBy } from "./stepper.js";
import { showSummary } from "./summary.js";
import { nudge, sync } from "./sync.js";

const CARDS = {
  photo: photoCard,
  image: imageCard,
  stock: stockCard,
  next: nextCard,
  market: marketCard,
  points: pointsCard,
  order: orderCard,
  prepare: prepareCard,
  outside: outsideCard,
  train: trainCard,
};

const TICK_MS = 20000;

let here = null;
let shown = null;
let ticking = 0;

export async function showVisit(view, id) {
  const draft = await visitOf(id);
  if (!draft) {
    location.replace("#/");
    return;
  }
  shown = { view, id, state: draft.state };
  if (draft.state === "ready" || draft.state === "received") {
    here = null;
    showSummary(view, draft);
    return;
  }
  const [shop, catalogue] = await Promise.all([shopOf(draft.store), part("catalogue")]);
  here = { view, id, draft, shop, standard: draft.standard, catalogue: catalogue ?? [] };
  put(view, frame());
  await Promise.all(Object.keys(CARDS).map(drawCard));
  drawState(here);
  openSteps();
  // A visit that was too short a minute ago is not any more.
  clearInterval(ticking);
  ticking = setInterval(() => here && drawState(here), TICK_MS);
}

// Another tab changed it, or the server answered; what was done here is drawn already.
export async function follow(id, isHere) {
  if (shown?.id !== id) {
    return;
  }
  const draft = await visitOf(id);
  if (draft?.state !== shown.state) {
    await showVisit(shown.view, id);
    return;
  }
  if (isHere || !here) {
    return;
  }
  here.draft = draft;
  await Promise.all(Object.keys(CARDS).map(drawCard));
  drawState(here);
}

export async function followPhotos() {
  if (here) {
    await drawCard("photo");
  }
}

export function leaveView() {
  remember();
  clearInterval(ticking);
  here = null;
  shown = null;
}

function frame() {
  const { draft, shop } = here;
  const mistakes = draft.mistakes ?? [];
  const root = draw("visit", {
    mistakes: mistakes.map(mistakeOf),
    parked: draft.parked,
    asks_reason: mistakes.some(({ path }) => path.startsWith("checked_in.outside_reason")),
    todo: shop ? todoOf(shop, draft) : [],
  }).firstElementChild;
  arrange(root, checklistOf(draft));
  root.addEventListener("click", onClick);
  root.addEventListener("input", onInput);
  root.addEventListener("change", onChange);
  root.addEventListener("submit", onSubmit);
  root.addEventListener("toggle", ({ target }) => target.dataset.step && remember(), true);
  return root;
}

// The steps in the order of the visit's checklist.
function arrange(root, { order, points }) {
  const leave = root.querySelector("#leave");
  [...new Set(order.map((step) => CARD[step] ?? step))].forEach((step) => {
    leave.before(root.querySelector(`#step-${step}`));
  });
  root.querySelector("#step-points").hidden = !points.length;
}

function mistakeOf({ path, words }) {
  return draw("mistake", { step: stepOfMistake(path), words: path ? `${words} (${path})` : words });
}

async function drawCard(key) {
  const body = here.view.querySelector(`#body-${key}`);
  const gallery = key === "photo" && body.querySelector("[data-list=photos]");
  if (gallery) {
    await drawGallery(gallery);
  } else {
    put(body, await CARDS[key](here));
  }
}

// The camera may be open right now: the button that it answers to stays where it is.
async function drawGallery(gallery) {
  const shots = await pictures(here);
  gallery.querySelectorAll("img").forEach((picture) => URL.revokeObjectURL(picture.src));
  put(gallery, ...shots);
}

// At the start all that is required and open stands open; after a lock or a reload, what was open before.
function openSteps() {
  const kept = JSON.parse(sessionStorage.getItem(`steps-${here.id}`) ?? "null");
  const { open } = progress(here.draft, here.standard);
  const wanted = kept?.steps ?? open.map((step) => CARD[step] ?? step);
  here.view.querySelectorAll("[data-step]").forEach((step) => {
    step.open = wanted.includes(step.dataset.step);
  });
  window.scrollTo(0, kept?.top ?? 0);
}

export function remember() {
  if (here) {
    const steps = [...here.view.querySelectorAll("[data-step][open]")].map((step) => step.dataset.step);
    sessionStorage.setItem(`steps-${here.id}`, JSON.stringify({ steps, top: window.scrollY }));
  }
}

async function done(deed, ...cards) {
  const draft = await deed;
  if (here && draft) {
    here.draft = draft;
    await Promise.all(cards.map(drawCard));
    drawState(here);
  }
  nudge();
}

const TAPS = {
  jump: ({ value }) => jump(value),
  less: (_, tap) => stepBy(tap, -1),
  more: (_, tap) => stepBy(tap, 1),
  level: ({ value, level }) => done(deeds.setAnswer(here.id, value, Number(level)), "image"),
  not_applicable: ({ value }) => done(deeds.toggleOut(here.id, value), "image"),
  image_same: () => fold("image", deeds.imageAsLast(here.id, here.shop.answers)),
  stock_same: () => done(deeds.stockAsLast(here.id, here.shop.skus), "stock", "order"),
  order_all: () => orderAll(),
  sold_nothing: () => done(deeds.soldNothing(here.id, shownCodes()), "stock"),
  add_sku: ({ value }) => addSku(value),
  agree: ({ value }) => agree(value),
  unmake: ({ value }) => done(deeds.unmake(here.id, value), "next", "market"),
  drop_photo: ({ value }) => dropPhoto(value),
  task: ({ value }) => settleTask(value),
  say_yes: ({ value, name }) => tell(value, name, true),
  say_no: ({ value, name }) => tell(value, name, false),
  say_choice: ({ value, name, choice }) => tell(value, name, choice),
  goal: ({ value }) => done(deeds.tellStep(here.id, "prepare", value), "prepare"),
  said: ({ value }) => done(deeds.toggleSaid(here.id, value), "outside"),
  train: () => train(),
  untrain: ({ value }) => done(deeds.train(here.id, value, 0), "train"),
  point: ({ value }) => done(deeds.togglePoint(here.id, value), "points"),
  scan_imei: ({ value }) => scanImeis(here, value, followImeis),
  drop_imei: ({ value, imei }) => deeds.dropImei(here.id, value, imei).then((draft) => followImeis(value, draft)),
  skip: ({ value }, tap) => skip(value, tap.textContent),
  reason: ({ value }) => done(deeds.edit(here.id, (draft) => Object.assign(draft.arrival, { outside_reason: value }))),
  leave,
  discard,
};

function onClick(event) {
  const tap = event.target.closest("[data-act]");
  if (tap?.type === "file") {
    hear(tap);
  }
  const deed = tap && TAPS[tap.dataset.act];
  if (deed) {
    event.preventDefault();
    deed(tap.dataset, tap);
  }
}

// While the camera is open its card may be drawn anew: the photo comes to the button that opened it all the same.
function hear(button) {
  button.onchange = (event) => {
    event.stopPropagation();
    onChange(event);
  };
}

// Typing is kept as it goes; the card is not drawn anew under the thumb.
function onInput({ target }) {
  const { act, kind, value: key } = target.dataset;
  if (act === "number") {
    setNumber(kind, key, target);
  } else if (act === "summary") {
    done(deeds.edit(here.id, (draft) => Object.assign(draft, { summary: target.value })));
  } else if (act === "outcome") {
    done(deeds.tellOutcome(here.id, key, target.value));
  } else if (act === "say") {
    done(deeds.say(here.id, key, target.dataset.name, saidIn(target)));
  } else if (act === "tell_step") {
    done(deeds.tellStep(here.id, key, target.value.trim()));
  } else if (act === "imei") {
    typeImei(here, target, followImeis);
  } else if (act === "point_words") {
    done(deeds.tellPoint(here.id, key, target.value));
  } else if (act === "find_sku") {
    put(here.view.querySelector("#skus-found"), ...foundSkus(here.catalogue, here.draft, here.shop, target.value));
  }
}

const PHOTOS = {
  photo: (id, _, file) => deeds.takePhoto(id, file, ...shownBy(here.view.querySelector("#body-photo"))),
  say_photo: (id, asked, file) => deeds.answerByPhoto(id, { ...asked }, file),
};

// What the photo is of: the step, and of the display one item of the standard.
function shownBy(card) {
  const step = card.querySelector("[name=photo-step]:checked").value;
  const chosen = step === "image" ? card.querySelector("[name=photo-item]")?.value : "";
  return [step, chosen ? Number(chosen) : undefined];
}

async function onChange({ target }) {
  if (target.name === "photo-step") {
    here.view.querySelector("[data-of-display]")?.toggleAttribute("hidden", target.value !== "image");
  }
  const take = PHOTOS[target.dataset.act];
  if (!take || !target.files.length) {
    return;
  }
  const { id, view } = here;
  const [file] = target.files;
  const taken = take(id, target.dataset, file);
  // The same picture may be chosen again.
  target.value = "";
  const isPhoto = await taken.then(
    () => true,
    () => false,
  );
  if (here?.id === id) {
    view.querySelector("[data-trouble]").hidden = isPhoto;
    await done(visitOf(id), "photo");
    drawTodo();
  }
}

function onSubmit(event) {
  event.preventDefault();
  const told = Object.fromEntries(new FormData(event.target));
  if (told.what?.trim()) {
    done(deeds.report(here.id, { ...told, what: told.what.trim() }), "market");
  }
}

function jump(step) {
  const target = here.view.querySelector(["leave", "tasks"].includes(step) ? `#${step}` : `#step-${step}`);
  target.open = true;
  target.scrollIntoView({ block: "start", behavior: "smooth" });
}

async function fold(step, deed) {
  await done(deed, step);
  here.view.querySelector(`#step-${step}`).open = false;
}

function shownCodes() {
  return [...here.view.querySelectorAll("[data-kind=sold]")].map((input) => input.dataset.value);
}

async function addSku(code) {
  here.draft = await deeds.addSku(here.id, code);
  const sku = here.catalogue.find((one) => one.code === code);
  here.view.querySelector("#body-stock [data-list=rows]").append(skuOf(sku, undefined, null));
  put(here.view.querySelector("#skus-found"));
  here.view.querySelector("[data-act=find_sku]").value = "";
}

function agree(chosen) {
  const title = chosen ?? here.view.querySelector("#agreed").value.trim();
  const dueOn = here.view.querySelector("#due-on").value;
  if (title && dueOn) {
    done(deeds.agree(here.id, title, dueOn), "next");
  }
}

// What is counted changes what is suggested; the numbers under the thumb are not drawn anew.
function setNumber(kind, key, target) {
  const number = numberIn(target, kind);
  if (kind === "people") {
    return;
  }
  if (kind === "order") {
    const line = suggested(here).find((one) => one.model === key);
    done(deeds.order(here.id, line, number, line.quantity));
  } else {
    done(deeds.setNumber(here.id, kind, key, number), ...(kind === "stock" ? ["order"] : []));
  }
  if (kind === "sold") {
    toggleImeis(here, key, number);
  }
}

function train() {
  const card = here.view.querySelector("#body-train");
  const topic = card.querySelector("#topic").value.trim();
  const people = numberIn(card.querySelector("[data-kind=people]"), "people") ?? 1;
  if (topic) {
    done(deeds.train(here.id, topic, people), "train");
  }
}

async function followImeis(code, draft) {
  await done(draft);
  drawImeis(here, code);
}

function orderAll() {
  const lines = suggested(here).filter((line) => line.quantity);
  done(deeds.orderAll(here.id, lines), "order");
}

function saidIn({ value, dataset }) {
  const words = value.trim();
  return words === "" ? undefined : dataset.kind === "count" ? Number(words) : words;
}

// Tapped again, it is unsaid.
async function tell(key, name, value) {
  const before = here.draft.work?.[key]?.[name];
  await done(deeds.say(here.id, key, name, before === value ? undefined : value));
  drawTodo();
}

async function settleTask(id) {
  await done(deeds.toggleTask(here.id, id));
  drawTodo();
}

async function dropPhoto(clientId) {
  await done(deeds.dropPhoto(here.id, clientId).then(() => visitOf(here.id)), "photo");
  drawTodo();
}

function drawTodo() {
  const todo = here.view.querySelector("#tasks [data-list=todo]");
  if (todo) {
    put(todo, ...todoOf(here.shop, here.draft));
  }
}

async function skip(step, reason) {
  await done(deeds.skip(here.id, step, reason));
  drawLeave(here, progress(here.draft, here.standard).open, true);
}

async function leave() {
  here.draft = await visitOf(here.id);
  const { open } = progress(here.draft, here.standard);
  if (open.length) {
    drawLeave(here, open, true);
    here.view.querySelector("#leave").scrollIntoView({ block: "center" });
    return;
  }
  const { id, view } = here;
  await deeds.leave(id);
  sync();
  await showVisit(view, id);
}

async function discard({ question }) {
  if (await ask(question)) {
    await deleteVisit(here.id);
    location.hash = "#/sent";
  }
}
