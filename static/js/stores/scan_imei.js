// Scans IMEIs into the field beside the button. Where the browser reads no barcodes the field is typed into; a hand
// scanner types by itself.

import { canScan, imeiIn, scan } from "./imei.js";

const dialog = document.getElementById("scan");

function take(text, field) {
  const found = imeiIn(text);
  if (!found) {
    return dialog.dataset.wordsWrong;
  }
  if (field.value.includes(found)) {
    return `${dialog.dataset.wordsTwice} ${found}`;
  }
  field.value = [field.value.trim(), found].filter(Boolean).join("\n");
  field.rows = field.value.split("\n").length;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  navigator.vibrate?.(60);
  return found;
}

function addButton(field) {
  field.dataset.scans = "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-secondary scan-open";
  button.textContent = dialog.dataset.wordsScan;
  button.addEventListener("click", () => scan(dialog, (text) => take(text, field)));
  field.after(button);
}

function addButtons(part) {
  part.querySelectorAll("[data-imeis]:not([data-scans])").forEach(addButton);
}

// A line that comes later gets its button too.
if (canScan()) {
  addButtons(document);
  document.addEventListener("htmx:load", ({ target }) => addButtons(target));
}
