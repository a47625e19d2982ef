// Takes the position while the check-in page is open, and says the cure where it is not good enough.

import { DENIED, inWords, locate, metresBetween, placeOf } from "./geo.js";

const POOR_METRES = 200;

const form = document.querySelector("[data-check-in]");
const state = form.querySelector("[data-state]");
const again = form.querySelector("[data-again]");
const reasons = form.querySelector("[data-reasons]");
const button = form.querySelector("[data-act]");

function say(words, level, values = {}) {
  state.textContent = words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  form.dataset.level = level;
  again.hidden = level === "good";
}

function ask(isOutside) {
  reasons.hidden = !isOutside;
  button.classList.toggle("btn-warning", isOutside);
  button.classList.toggle("btn-primary", !isOutside);
  reasons.querySelectorAll("input").forEach((reason) => {
    reason.required = isOutside;
  });
}

function judge(fix) {
  const store = placeOf(form);
  const accuracy = inWords(fix.accuracy);
  if (!store) {
    say(form.dataset.wordsNoStore, "good", { accuracy });
    return;
  }
  const metres = metresBetween(fix, store);
  const values = { distance: inWords(metres), accuracy };
  const isOutside = metres - fix.accuracy > Number(form.dataset.radius);
  ask(isOutside);
  if (isOutside) {
    say(form.dataset.wordsOutside, "warn", values);
  } else if (fix.accuracy > POOR_METRES || metres > Number(form.dataset.radius)) {
    say(form.dataset.wordsPoor, "warn", values);
  } else {
    say(form.dataset.wordsNear, "good", values);
  }
}

async function take() {
  again.hidden = true;
  try {
    const fix = await locate();
    form.elements.lon.value = fix.lon.toFixed(6);
    form.elements.lat.value = fix.lat.toFixed(6);
    form.elements.accuracy.value = Math.round(fix.accuracy);
    judge(fix);
  } catch (error) {
    say(error.code === DENIED ? form.dataset.wordsDenied : form.dataset.wordsFailed, "warn");
  }
}

again.addEventListener("click", take);
form.addEventListener("submit", () => {
  form.elements.device_at.value = new Date().toISOString();
});
take();
