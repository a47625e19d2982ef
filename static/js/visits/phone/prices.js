// Prices on the tags beside the list price of the day: how far one is off is said at its line (H5.2).

import { edit, unskip } from "./deeds.js";
import { draw, inMoney, inShare, put } from "./draw.js";

const FULL = 100;

// What is counted here, and whatever else has a price already; who has none on the list is not judged.
export function pricesCard({ draft, shop, catalogue }) {
  const bySku = new Map(catalogue.map((sku) => [sku.code, sku]));
  const prices = draft.prices ?? {};
  const last = shop?.prices ?? {};
  const codes = codesOf(draft, shop);
  const rows = codes.map((code) => rowOf(bySku.get(code) ?? { code, model: code, variant: "" }, prices[code], last[code], bandOf(shop)));
  const isOpen = (code) => !(code in prices);
  return draw("prices", {
    rows,
    has_rows: rows.length,
    has_list: codes.some((code) => isOpen(code) && bySku.get(code)?.list_yuan),
    has_last: codes.some((code) => isOpen(code) && last[code]),
  });
}

function codesOf(draft, shop) {
  return [...new Set([...Object.keys(shop?.skus ?? {}), ...draft.added, ...Object.keys(draft.counts), ...Object.keys(draft.prices ?? {})])];
}

const bandOf = (shop) => shop?.price_band ?? FULL;

function rowOf(sku, price, last, band) {
  const listed = sku.list_yuan;
  return draw("price", {
    model: `${sku.brand ?? ""} ${sku.model}`.trim(),
    variant: sku.variant,
    key: sku.code,
    id: `price-${sku.code}`,
    value: price,
    placeholder: last ?? "",
    listed: listed ? inMoney(listed) : "",
    off: [offOf(price, listed, band)],
  });
}

// The same as the server's: on the border of the band a price still keeps to the list.
function offOf(price, listed, band) {
  if (price === undefined || !listed) {
    return "";
  }
  const apart = Number(price) - Number(listed);
  const isOff = Math.round(Math.abs(apart) * FULL) * FULL > band * Math.round(Number(listed) * FULL);
  const values = { yuan: inMoney(apart), share: inShare(apart / Number(listed)) };
  return draw("price-off", { ...values, is_off: isOff, is_near: !isOff && apart, is_same: !apart });
}

// What is typed stays under the thumb; only what is said of it is drawn anew.
export function drawOff({ view, draft, shop, catalogue }, code) {
  const field = [...view.querySelectorAll("[data-act=price]")].find((one) => one.dataset.value === code);
  const listed = catalogue.find((sku) => sku.code === code)?.list_yuan;
  put(field.closest(".price").querySelector("[data-list=off]"), offOf(draft.prices?.[code], listed, bandOf(shop)));
}

// As it is sent: an amount with two places at most; what is none is no price.
export function priceIn({ value }) {
  const typed = value.trim();
  return /^\d{1,8}(\.\d{1,2})?$/.test(typed) && Number(typed) > 0 ? typed : undefined;
}

export function setPrice(id, code, price) {
  return edit(id, (draft) => {
    const { [code]: _before, ...others } = draft.prices ?? {};
    draft.prices = price === undefined ? others : { ...others, [code]: price };
    unskip(draft, "prices", price);
  }, "prices");
}

// One tap: what is still open as the list or the last visit has it.
export function pricesAs({ id, draft, shop, catalogue }, source) {
  const told = source === "list" ? Object.fromEntries(catalogue.map((sku) => [sku.code, sku.list_yuan])) : (shop?.prices ?? {});
  const known = codesOf(draft, shop).filter((code) => told[code]);
  return edit(id, (one) => {
    one.prices = { ...Object.fromEntries(known.map((code) => [code, told[code]])), ...one.prices };
    unskip(one, "prices", known.length || null);
  }, "prices");
}
