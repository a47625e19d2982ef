// How far the open visit is: the count on top, a mark at each card, and what still holds up the check-out.

import { CARD, isDone, progress, score } from "./draft.js";
import { draw, inClock, put } from "./draw.js";
import { marksOf } from "./evidence.js";

const KEYS = ["photo", "image", "stock", "prices", "next", "market", "points", "order", "prepare", "outside", "train"];
const MARKS = { stock: ["stock", "sales"], outside: ["outside", "greet"] };

export function drawState(here) {
  const { view, draft, standard } = here;
  const { open, settled, required: count } = progress(draft, standard);
  const values = {
    settled: String(settled),
    required: String(count),
    score: score(draft, standard),
    since: inClock(draft.arrival.device_at),
    saved: inClock(draft.saved_at),
    next: open.length ? (CARD[open[0]] ?? open[0]) : "",
  };
  put(view.querySelector("#progress"), draw("progress", values));
  for (const key of KEYS) {
    put(view.querySelector(`#mark-${key}`), ...marksOfCard(here, MARKS[key] ?? [key], open));
  }
  if (!view.querySelector("#leave").contains(document.activeElement)) {
    drawLeave(here, open);
  }
}

// Two steps on one card are two marks; that both may be left is said once.
function marksOfCard(here, steps, open) {
  const states = steps.map((step) => stateOf(here, step, open));
  const isSaid = ({ is_optional: isOptional }, place) => isOptional && states.findIndex((one) => one.is_optional) < place;
  return states.filter((state, place) => !isSaid(state, place)).map((state) => draw("mark", state));
}

function stateOf(here, step, open) {
  const done = isDone(here.draft, step, here.standard);
  const skipped = !done && here.draft.skipped[step];
  const isOpen = open.includes(step);
  return { is_done: done, is_skipped: skipped, is_open: isOpen, is_optional: !done && !skipped && !isOpen };
}

export function drawLeave(here, open, asks = false) {
  const { view, draft, shop } = here;
  const marks = marksOf(draft, shop, new Date().toISOString());
  const asked = asks ? open : [];
  const lines = asked.map((step) => draw("left-out", { step, [`is_${step}`]: true }));
  put(
    view.querySelector("#leave"),
    draw("leave", {
      marks: marks.map((mark) => draw(`mark-${mark.code}`, mark)),
      asks: lines.length,
      open: lines,
      summary: draft.summary,
      goal: draft.said?.prepare,
      is_mending: draft.state === "refused",
    }),
  );
}
