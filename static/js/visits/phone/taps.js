// What a tap or a digit does on the page of the open visit: kept at once, and drawn where it shows.

import { ask } from "./ask.js";
import { foundSkus, skuOf, suggested } from "./cards.js";
import * as deeds from "./deeds.js";
import { progress } from "./draft.js";
import { put } from "./draw.js";
import { drawImeis, scanImeis, toggleImeis, typeImei } from "./imeis.js";
import { drawOff, priceIn, pricesAs, setPrice } from "./prices.js";
import { drawCard, drawTodo } from "./redraw.js";
import * as shots from "./shots.js";
import { drawLeave, drawState } from "./state.js";
import { deleteVisit, visit as visitOf } from "./store.js";
import { numberIn, stepBy } from "./stepper.js";
import { nudge, sync } from "./sync.js";

// Photos that are still being made small: nobody leaves without them.
const making = new Set();

let here = null;
let over = null;

// The page is the visit as it is shown, none once it is left; after the check-out it is shown as it is then.
export function listen(root, page, whenOver) {
  here = page;
  over = whenOver;
  root.addEventListener("click", onClick);
  root.addEventListener("input", onInput);
  root.addEventListener("change", onChange);
  root.addEventListener("submit", onSubmit);
}

export const isMaking = () => making.size > 0;

export const made = () => Promise.allSettled(making);

export function forget() {
  here = null;
}

async function done(deed, ...cards) {
  const draft = await deed;
  if (here && draft) {
    here.draft = draft;
    await Promise.all(cards.map((card) => drawCard(here, card)));
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
  prices_as: ({ value }) => done(pricesAs(here, value), "prices"),
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
  } else if (act === "price") {
    typePrice(key, target);
  } else if (act === "imei") {
    typeImei(here, target, followImeis);
  } else if (act === "point_words") {
    done(deeds.tellPoint(here.id, key, target.value));
  } else if (act === "find_sku") {
    put(here.view.querySelector("#skus-found"), ...foundSkus(here.catalogue, here.draft, here.shop, target.value));
  }
}

const PHOTOS = {
  photo: (id, _, file) => shots.takePhoto(id, file, ...shownBy(here.view.querySelector("#body-photo"))),
  say_photo: (id, asked, file) => shots.answerByPhoto(id, { ...asked }, file),
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
  making.add(taken);
  // The same picture may be chosen again.
  target.value = "";
  const isPhoto = await taken.then(
    () => true,
    () => false,
  );
  making.delete(taken);
  if (here?.id === id) {
    view.querySelector("[data-trouble]").hidden = isPhoto;
    await done(visitOf(id), "photo");
    drawTodo(here);
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

async function typePrice(code, field) {
  await done(setPrice(here.id, code, priceIn(field)));
  drawOff(here, code);
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
  drawTodo(here);
}

async function settleTask(id) {
  await done(deeds.toggleTask(here.id, id));
  drawTodo(here);
}

async function dropPhoto(clientId) {
  await done(shots.dropPhoto(here.id, clientId).then(() => visitOf(here.id)), "photo");
  drawTodo(here);
}

async function skip(step, reason) {
  await done(deeds.skip(here.id, step, reason));
  drawLeave(here, progress(here.draft, here.standard).open, true);
}

async function leave(_, tap) {
  tap.disabled = true;
  await made();
  tap.disabled = false;
  here.draft = await visitOf(here.id);
  const { open } = progress(here.draft, here.standard);
  if (open.length) {
    drawLeave(here, open, true);
    here.view.querySelector("#leave").scrollIntoView({ block: "center" });
    return;
  }
  await deeds.leave(here.id);
  sync();
  await over();
}

async function discard({ question }) {
  if (await ask(question)) {
    await deleteVisit(here.id);
    location.hash = "#/sent";
  }
}
