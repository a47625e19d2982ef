// The moves of one stop as buttons: what a drag does, for a thumb or the keyboard.

import { fill } from "./words.js";

export class Sheet {
  constructor(dialog, days, words, onMove) {
    Object.assign(this, { dialog, words });
    this.day = dialog.querySelector("[data-sheet-day]");
    this.day.append(...days.map(({ day, name }) => new Option(name, day)));
    dialog.addEventListener("close", () => {
      if (dialog.returnValue) {
        onMove(dialog.returnValue, this.store.id, this.from, Number(this.day.value));
      }
    });
  }

  open(store, from, facts) {
    Object.assign(this, { store, from });
    const { dialog } = this;
    dialog.returnValue = "";
    dialog.querySelector("[data-sheet-title]").textContent = fill(this.words.open, { store: store.name });
    dialog.querySelector("[data-sheet-facts]").textContent = facts;
    dialog.querySelector("[data-sheet-store]").href = store.url;
    ["order", "remove", "add"].forEach((name) => {
      dialog.querySelector(`[data-sheet-${name}]`).hidden = from === null;
    });
    if (from !== null) {
      this.day.value = from;
    }
    dialog.showModal();
  }
}
