// What the visit came to, to show to the one who made it and to the owner of the shop.

import { pieces, score } from "./draft.js";
import { draw, inShortDay, put } from "./draw.js";

const MINUTE_MS = 60000;

export function showSummary(view, draft) {
  const minutes = draft.left_at && draft.arrival ? minutesOf(draft) : "–";
  const steps = draft.next_steps ?? [];
  const orders = Object.values(draft.orders ?? {});
  put(
    view,
    draw("summary", {
      name: draft.store_name,
      is_ready: draft.state === "ready",
      is_received: draft.state === "received",
      number: draft.receipt?.number,
      has_figures: draft.state === "ready",
      score: draft.state === "ready" ? (score(draft, draft.standard) ?? "–") : "",
      stock: draft.counts ? (pieces(draft, "stock") ?? "–") : "",
      sold: draft.counts ? (pieces(draft, "sold") ?? "–") : "",
      minutes: String(minutes),
      orders: orders.map(({ name, quantity }) => draw("ordered", { name, quantity: String(quantity) })),
      next_steps: steps.map((one) => draw("line", { words: `${one.title} · ${inShortDay(one.due_on)}` })),
    }),
  );
  window.scrollTo(0, 0);
}

function minutesOf({ left_at: leftAt, arrival }) {
  return Math.round((Date.parse(leftAt) - Date.parse(arrival.device_at)) / MINUTE_MS);
}
