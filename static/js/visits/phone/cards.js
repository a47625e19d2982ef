// The cards of the open visit, each drawn from the draft: last time's figures beside what is open (H5.2, H5.5).

import { draw, inShortDay } from "./draw.js";
import { checklistOf, nextDay, ticksOf } from "./draft.js";
import { imeisOf } from "./imeis.js";
import { suggestionOf } from "./order.js";
import { photosOf } from "./store.js";

const MOST_FOUND = 12;
const MOST_GOALS = 4;
const MOST = { item: 32767, people: 99 };
const language = document.documentElement.lang;

export async function photoCard(here) {
  const items = (here.standard?.items ?? []).map((item) =>
    draw("photo-item", { position: String(item.position), name: language === "en" && item.name_en ? item.name_en : item.name }),
  );
  return draw("photo", { photos: await pictures(here), has_items: items.length, items });
}

export async function pictures({ draft }) {
  const kept = new Map((await photosOf(draft.client_id)).map((photo) => [photo.client_id, photo]));
  return draft.photos.map((named) => {
    const photo = kept.get(named.client_id);
    return draw("picture", {
      client_id: named.client_id,
      src: photo ? URL.createObjectURL(photo.blob) : "",
      is_waiting: photo?.state === "waiting",
      is_received: !photo || photo.state === "received",
      is_refused: photo?.state === "refused",
    });
  });
}

export function imageCard({ draft, shop, standard }) {
  const items = standard?.items ?? [];
  const answers = draft.image?.items ?? {};
  const isOpen = (item) => !(item.position in answers) && String(item.position) in (shop?.answers ?? {});
  return draw("image", {
    has_standard: items.length,
    has_last: items.some(isOpen),
    items: items.map((item) => itemOf(item, answers)),
  });
}

function itemOf(item, answers) {
  const { position, required } = item;
  const answer = answers[position];
  const isLevel = item.kind === "level";
  const levels = Array.from({ length: required + 1 }, (_, level) =>
    draw("level", { position, level: String(level), is_chosen: String(answer === level) }),
  );
  const name = language === "en" && item.name_en ? item.name_en : item.name;
  const expected = { start: required, placeholder: required };
  const stepper = stepperOf({ kind: "item", key: position, value: answer, ...expected, label: name });
  return draw("item", {
    ...item,
    name,
    is_level: isLevel,
    levels,
    stepper: [stepper],
    is_out: String(position in answers && answer === null),
  });
}

export function stockCard({ draft, shop, catalogue }) {
  const bySku = new Map(catalogue.map((sku) => [sku.code, sku]));
  const carried = shop?.skus ?? {};
  const codes = new Set([...Object.keys(carried), ...draft.added, ...Object.keys(draft.counts)]);
  const rows = [...codes].map((code) => skuOf(bySku.get(code) ?? lostSku(code), draft.counts[code], carried[code], draft.imeis?.[code]));
  const isOpen = (code) => carried[code] !== null && (draft.counts[code]?.stock ?? null) === null;
  return draw("stock", {
    lacking: (shop?.lacking ?? []).map(lackOf),
    has_rows: rows.length,
    has_last: Object.keys(carried).some(isOpen),
    books_sales: shop?.books_sales,
    rows,
  });
}

function lackOf(line) {
  return draw("lack", { ...line, missing: line.missing.length ? `(${line.missing.join(", ")})` : "" });
}

// What was counted before the catalogue lost it still stands there, to be mended.
function lostSku(code) {
  return { code, model: code, brand: "", variant: "" };
}

export function skuOf(sku, count, last, imeis = []) {
  const hasLast = last !== null && last !== undefined;
  const both = { key: sku.code, label: `${sku.model} ${sku.variant}` };
  const start = hasLast ? last : 1;
  return draw("sku", {
    model: `${sku.brand} ${sku.model}`.trim(),
    variant: sku.variant,
    has_last: hasLast,
    last,
    stock: [stepperOf({ ...both, kind: "stock", value: count?.stock, start, placeholder: last })],
    sold: [stepperOf({ ...both, kind: "sold", value: count?.sold, start: 1, min: -100000 })],
    imeis: sku.brand ? [] : [imeisOf(sku.code, imeis, count?.sold)],
  });
}

function stepperOf({ kind, key, value, start, placeholder = "", min = 0, label, labelled }) {
  const max = MOST[kind] ?? 100000;
  const bounds = { start: String(start), min: String(min), max: String(max) };
  return draw("stepper", { kind, key: String(key), value, placeholder, label, labelled, ...bounds });
}

export function foundSkus(catalogue, draft, shop, typed) {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) {
    return [];
  }
  const shown = new Set([...Object.keys(shop?.skus ?? {}), ...draft.added]);
  const text = (sku) => `${sku.code} ${sku.brand} ${sku.model} ${sku.variant}`.toLowerCase();
  const found = catalogue.filter((sku) => !shown.has(sku.code) && wanted.every((word) => text(sku).includes(word)));
  const words = (sku) => `${sku.brand} ${sku.model} ${sku.variant}`.trim();
  return found.slice(0, MOST_FOUND).map((sku) => draw("found", { code: sku.code, words: words(sku) }));
}

export function nextCard({ draft }) {
  const made = draft.next_steps.map((one) =>
    draw("made", { client_id: one.client_id, words: `${one.title} · ${inShortDay(one.due_on)}` }),
  );
  return draw("next", { made, due_on: nextDay(draft.on, 7) });
}

export function suggested({ draft, shop }) {
  return (shop?.order ?? []).map((line) => ({ ...line, ...suggestionOf(line, draft.counts) }));
}

export function orderCard(here) {
  const lines = suggested(here);
  return draw("order", {
    has_lines: lines.length,
    has_suggested: lines.some((line) => line.quantity),
    lines: lines.map((line) => orderLine(line, here.draft.orders?.[line.model])),
  });
}

function orderLine({ model, name, quantity, stock, reasons }, order) {
  const expected = { start: quantity || 1, placeholder: quantity };
  return draw("order-line", {
    name,
    reasons: reasons.join(" · "),
    has_stock: stock !== null,
    has_both: stock !== null && reasons.length,
    stock: String(stock),
    stepper: [stepperOf({ kind: "order", key: model, value: order?.quantity, ...expected, label: name })],
  });
}

export function pointsCard({ draft }) {
  const lines = checklistOf(draft).points.map((one) => {
    const words = ticksOf(draft)[one.point];
    return draw("point", {
      point: String(one.point),
      title: language === "en" && one.title_en ? one.title_en : one.title,
      is_optional: !one.is_required,
      is_done: String(words !== undefined),
      asks: words !== undefined,
      words,
    });
  });
  return draw("points", { lines });
}

export function prepareCard({ draft, shop }) {
  return draw("prepare", { words: draft.said?.prepare, goals: shop ? goalsOf(shop) : [] });
}

// What is due here, each a goal in one tap.
export function goalsOf(shop) {
  const due = [...shop.work, ...shop.tasks].map(({ title }) => title);
  const missing = shop.lacking.map(({ model }) => draw("goal-missing", { model }).textContent.trim());
  return [...new Set([...due, ...missing])].slice(0, MOST_GOALS).map((words) => draw("goal", { words }));
}

export function outsideCard({ draft }) {
  const said = draft.said ?? {};
  return draw("outside", Object.fromEntries(["outside", "greet"].map((step) => [step, [saidOf(step, said[step])]])));
}

function saidOf(step, words) {
  const isDone = words !== undefined;
  return draw("said", { step, [`is_${step}`]: true, is_done: String(isDone), asks: isDone, words });
}

export function trainCard({ draft, catalogue }) {
  const made = Object.entries(draft.trained ?? {}).map(([topic, people]) =>
    draw("trained", { topic, people: String(people) }),
  );
  const own = [...new Set(catalogue.filter((sku) => !sku.brand).map((sku) => sku.model))];
  const topics = own.map((model) => draw("topic", { model }));
  const people = stepperOf({ kind: "people", key: "people", start: 1, min: 1, labelled: "people-words" });
  return draw("train", { made, topics, people: [people] });
}

export function marketCard({ draft }) {
  const made = draft.reports.map((one) => draw("made", { client_id: one.client_id, words: one.what }));
  return draw("market", { made });
}
