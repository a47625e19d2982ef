// The lists of the days. Rows are kept and moved rather than made anew, so that 150 stores stay light.

import { fill, hoursOf, kilometres } from "./words.js";

export class Board {
  constructor(root, stores, days, words) {
    Object.assign(this, { root, stores, days, words, rows: new Map(), cards: new Map() });
    this.chips = root.querySelector("[data-chips]");
    const area = root.querySelector("[data-days]");
    this.aside = this.#copy("[data-aside-template]");
    this.aside.querySelector("ol").dataset.day = "";
    for (const { day, name } of days) {
      const card = this.#copy("[data-day-template]");
      card.setAttribute("aria-label", name);
      card.querySelector(".editor-day-name").textContent = name;
      card.querySelector("ol").dataset.day = day;
      this.cards.set(day, card);
      this.chips.append(this.#chip(day));
    }
    area.append(this.aside, ...this.cards.values());
  }

  show(arrangement) {
    for (const { day } of this.days) {
      const list = this.cards.get(day).querySelector("ol");
      list.replaceChildren(...arrangement.orders[day].map((store) => this.row(day, store)));
    }
    const open = [...this.stores.values()].filter((store) => arrangement.countOf(store.id) < store.visits);
    this.aside.hidden = open.length === 0;
    this.aside.querySelector("ol").replaceChildren(...open.map((store) => this.#asideRow(store, arrangement)));
  }

  tell(answer) {
    const ofStores = new Map(answer.stores.map((line) => [line.store, line.breaks]));
    for (const day of answer.days) {
      this.#tellDay(day, ofStores);
    }
  }

  choose(day) {
    this.cards.forEach((card, one) => card.classList.toggle("is-chosen", one === day));
    this.chips.querySelectorAll("button").forEach((chip) => chip.setAttribute("aria-pressed", String(Number(chip.dataset.day) === day)));
  }

  row(day, store) {
    const key = `${day}:${store}`;
    if (!this.rows.has(key)) {
      this.rows.set(key, this.#stop(this.stores.get(store), day));
    }
    return this.rows.get(key);
  }

  focus(day, store) {
    this.row(day ?? "", store).querySelector("button").focus();
  }

  #tellDay(day, ofStores) {
    const card = this.cards.get(day.day);
    const chip = this.chips.querySelector(`[data-day="${day.day}"]`);
    const breaks = day.breaks.length + day.stops.reduce((sum, stop) => sum + stop.breaks.length, 0);
    card.classList.toggle("is-over", day.breaks.length > 0);
    chip.classList.toggle("is-broken", breaks > 0);
    for (const label of [card.querySelector(".route-name"), chip.querySelector(".route-name")]) {
      label.textContent = day.route;
      label.className = `route-name route-${day.colour}`;
      label.hidden = !day.route;
    }
    const bar = card.querySelector("progress");
    bar.max = Math.max(day.limit, 1);
    bar.value = day.total;
    const values = { total: hoursOf(day.total), limit: hoursOf(day.limit), travel: hoursOf(day.travel), kilometres: kilometres(day.metres) };
    card.querySelector(".route-day-sum").textContent = fill(this.words.sum, values);
    card.querySelector(".editor-day-breaks").replaceChildren(...day.breaks.map(broken));
    for (const stop of day.stops) {
      const row = this.row(day.day, stop.store);
      row.querySelector(".editor-stop-time").textContent = stop.arrives;
      row.querySelector(".editor-stop-way").textContent = `+${Math.round(stop.travel)} min · ${kilometres(stop.metres)} km`;
      row.querySelector(".editor-stop-breaks").replaceChildren(...[...stop.breaks, ...(ofStores.get(stop.store) ?? [])].map(broken));
    }
  }

  #asideRow(store, arrangement) {
    const row = this.row("", store.id);
    const count = fill(this.words.few, { count: arrangement.countOf(store.id), visits: store.visits });
    row.querySelector(".editor-stop-way").textContent = store.lat === null ? this.words.nowhere : count;
    return row;
  }

  #stop(store, day) {
    const row = this.#copy("[data-stop-template]");
    row.dataset.store = store.id;
    row.dataset.from = day;
    row.classList.toggle("is-fixed", store.lat === null);
    row.querySelector("button").title = fill(this.words.open, { store: store.name });
    row.querySelector(".editor-stop-name").textContent = store.name;
    const badge = row.querySelector(".class-badge");
    badge.textContent = store.class;
    badge.classList.add(`class-${store.class.toLowerCase()}`);
    return row;
  }

  #chip(day) {
    const { name } = this.days.find((one) => one.day === day);
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.dataset.day = day;
    const label = document.createElement("span");
    label.className = "route-name";
    chip.append(name, " ", label);
    return chip;
  }

  #copy(template) {
    return this.root.querySelector(template).content.firstElementChild.cloneNode(true);
  }
}

function broken(words) {
  const line = document.createElement("p");
  line.className = "route-break";
  const icon = document.createElement("i");
  icon.className = "bi bi-exclamation-triangle";
  icon.ariaHidden = "true";
  line.append(icon, words);
  return line;
}
