// Fills the page's templates: all words stand in the page, here are none.

import { timeZone } from "./draft.js";

const FALSE = new Set([undefined, null, false, "", 0]);

// data-if="key" or "!key" keeps or drops; data-put="key" is text; data-words replaces {key} in its own text;
// data-attr="name=key …" sets attributes; data-list="key" takes nodes.
export function draw(name, values = {}) {
  const part = document.getElementById(`t-${name}`).content.cloneNode(true);
  part.querySelectorAll("[data-if]").forEach((element) => {
    const key = element.dataset.if;
    const isKept = key.startsWith("!") ? isFalse(values[key.slice(1)]) : !isFalse(values[key]);
    if (!isKept) {
      element.remove();
    }
  });
  part.querySelectorAll("[data-put]").forEach((element) => {
    element.textContent = values[element.dataset.put] ?? "";
  });
  part.querySelectorAll("[data-words]").forEach((element) => putWords(element, values));
  part.querySelectorAll("[data-attr]").forEach((element) => setAttributes(element, values));
  part.querySelectorAll("[data-list]").forEach((element) => {
    element.append(...(values[element.dataset.list] || []));
  });
  return part;
}

export function put(element, ...parts) {
  element.replaceChildren(...parts);
}

export function putWords(element, values) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.data = inWords(texts.currentNode.data, values);
  }
}

export function inWords(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? (values[key] ?? "") : whole));
}

function isFalse(value) {
  return FALSE.has(value) || (Array.isArray(value) && !value.length);
}

function setAttributes(element, values) {
  for (const pair of element.dataset.attr.split(" ")) {
    const [attribute, key] = pair.split("=");
    const value = values[key];
    if (attribute === "value" && "value" in element) {
      element.value = value ?? "";
    } else if (attribute === "disabled") {
      element.disabled = Boolean(value);
    } else if (value !== undefined && value !== null && value !== "") {
      element.setAttribute(attribute, value);
    }
  }
}

const language = document.documentElement.lang;
const dayFormat = new Intl.DateTimeFormat(language, { month: "long", day: "numeric", weekday: "short" });
const shortDay = new Intl.DateTimeFormat(language, { month: "numeric", day: "numeric" });
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone });
const relative = new Intl.RelativeTimeFormat(language, { numeric: "always" });
const percent = new Intl.NumberFormat(language, { style: "percent" });
const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

export const inDay = (iso) => dayFormat.format(new Date(`${iso}T12:00:00`));
export const inShortDay = (iso) => shortDay.format(new Date(`${iso}T12:00:00`));
export const inClock = (moment) => clock.format(new Date(moment));
const yuan = new Intl.NumberFormat(language, { style: "currency", currency: "CNY", currencyDisplay: "narrowSymbol" });
const share = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });

export const inMoney = (amount) => yuan.format(Number(amount));
export const inShare = (part) => share.format(part);
export const inPercent = (share) => percent.format(share);

export function inDaysAgo(iso, today) {
  return relative.format(-Math.round((Date.parse(today) - Date.parse(iso)) / 86400000), "day");
}

export function inBytes(bytes) {
  return bytes < 1e6 ? `${size.format(bytes / 1e3)} kB` : `${size.format(bytes / 1e6)} MB`;
}
