// The open visit on one page: order free, each step saved as it is made, the next open one an arrow away (H5.2).

import { CARD, checklistOf, progress, stepOfMistake } from "./draft.js";
import { draw, put } from "./draw.js";
import { drawCard, drawCards } from "./redraw.js";
import { todoOf } from "./start.js";
import { drawState } from "./state.js";
import { part, shop as shopOf, visit as visitOf } from "./store.js";
import { showSummary } from "./summary.js";
import { forget, listen } from "./taps.js";

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
    close();
    showSummary(view, draft);
    return;
  }
  const [shop, catalogue] = await Promise.all([shopOf(draft.store), part("catalogue")]);
  here = { view, id, draft, shop, standard: draft.standard, catalogue: catalogue ?? [] };
  put(view, frame());
  await drawCards(here);
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
  await drawCards(here);
  drawState(here);
}

export async function followPhotos() {
  if (here) {
    await drawCard(here, "photo");
  }
}

export function leaveView() {
  remember();
  clearInterval(ticking);
  close();
  shown = null;
}

function close() {
  here = null;
  forget();
}

function frame() {
  const { view, id, draft, shop } = here;
  const mistakes = draft.mistakes ?? [];
  const root = draw("visit", {
    mistakes: mistakes.map(mistakeOf),
    parked: draft.parked,
    refused_by: draft.refused_by,
    asks_reason: mistakes.some(({ path }) => path.startsWith("checked_in.outside_reason")),
    todo: shop ? todoOf(shop, draft) : [],
  }).firstElementChild;
  arrange(root, checklistOf(draft));
  listen(root, here, () => showVisit(view, id));
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

