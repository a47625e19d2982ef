// The IMEIs of what was sold, at their SKU: scanned where the browser reads barcodes, typed elsewhere (H2.5, H5.2).

import { canScan, imeiIn, scan } from "../../stores/imei.js";
import { addImei } from "./deeds.js";
import { draw } from "./draw.js";
import { visits } from "./store.js";

const LENGTH = 15;

export function imeisOf(code, imeis, sold) {
  return draw("imeis", {
    key: code,
    label: `IMEI ${code}`,
    is_closed: imeis.length || sold ? "" : "hidden",
    can_scan: canScan(),
    made: imeis.map((imei) => draw("imei", { key: code, imei })),
  });
}

// Says nothing while a number is being typed.
export function typeImei(here, field, follow) {
  const digits = field.value.replace(/\D/g, "");
  if (digits.length >= LENGTH) {
    return take(here, field.dataset.value, digits, follow);
  }
  return say(here, field.dataset.value, "");
}

export function scanImeis(here, code, follow) {
  const dialog = document.getElementById("scan");
  return scan(dialog, async (text) => {
    const trouble = await take(here, code, text, follow);
    if (trouble) {
      return boxOf(here, code).querySelector(`[data-say=${trouble}]`).textContent;
    }
    navigator.vibrate?.(60);
    return imeiIn(text);
  });
}

// What cannot stand is refused at its line; what was typed stays there to be mended.
async function take(here, code, text, follow) {
  const imei = imeiIn(text);
  const trouble = imei ? await usedBefore(here.id, imei) : "wrong";
  if (trouble) {
    say(here, code, trouble);
    return trouble;
  }
  follow(code, await addImei(here.id, code, imei));
  return "";
}

// In this visit, or in another one that this phone still keeps.
async function usedBefore(id, imei) {
  const holder = (await visits()).find((one) => Object.values(one.imeis ?? {}).flat().includes(imei));
  return holder ? (holder.client_id === id ? "twice" : "elsewhere") : "";
}

function say(here, code, trouble) {
  boxOf(here, code)
    .querySelectorAll("[data-say]")
    .forEach((words) => {
      words.hidden = words.dataset.say !== trouble;
    });
}

function boxOf({ view }, code) {
  return [...view.querySelectorAll("[data-imeis]")].find((box) => box.dataset.imeis === code);
}

// The numbers are drawn anew, and the pieces sold follow them; the rest of the row stays under the thumb.
export function drawImeis(here, code) {
  const { imeis = {}, counts } = here.draft;
  const { sold = null } = counts[code] ?? {};
  const box = boxOf(here, code);
  const field = box.closest(".count").querySelector("[data-kind=sold]");
  field.value = sold ?? "";
  const hadFocus = box.contains(document.activeElement);
  const fresh = imeisOf(code, imeis[code] ?? [], sold).firstElementChild;
  box.replaceWith(fresh);
  if (hadFocus) {
    fresh.querySelector("input").focus();
  }
}

export function toggleImeis(here, code, sold) {
  const box = boxOf(here, code);
  if (box) {
    box.hidden = !sold && !(here.draft.imeis?.[code] ?? []).length;
  }
}
