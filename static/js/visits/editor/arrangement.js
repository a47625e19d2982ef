// The days of a plan as they are arranged now, with every step back and forth. A day is a list of store ids.

export class Twice extends Error {}

export class Arrangement {
  #steps;
  #now = 0;
  #saved = 0;

  constructor(days, orders) {
    this.days = days;
    this.#steps = [orders];
  }

  get orders() {
    return this.#steps[this.#now];
  }

  get canUndo() {
    return this.#now > 0;
  }

  get canRedo() {
    return this.#now < this.#steps.length - 1;
  }

  get isSaved() {
    return this.#now === this.#saved;
  }

  // From a day (null: from no day) to a place of a day (null: off the plan's days).
  move(store, from, to, place = Infinity) {
    const orders = Object.fromEntries(Object.entries(this.orders).map(([day, stores]) => [day, [...stores]]));
    if (from !== null) {
      orders[from].splice(orders[from].indexOf(store), 1);
    }
    if (to !== null) {
      if (orders[to].includes(store)) {
        throw new Twice(String(to));
      }
      orders[to].splice(Math.max(0, place), 0, store);
    }
    this.#steps.splice(this.#now + 1, Infinity, orders);
    this.#now += 1;
    if (this.#saved >= this.#now) {
      this.#saved = -1;
    }
  }

  undo() {
    this.#now = Math.max(0, this.#now - 1);
  }

  redo() {
    this.#now = Math.min(this.#steps.length - 1, this.#now + 1);
  }

  saved() {
    this.#saved = this.#now;
  }

  countOf(store) {
    return this.days.filter(({ day }) => this.orders[day].includes(store)).length;
  }

  neighbour(day, step) {
    const place = this.days.findIndex((one) => one.day === day) + step;
    return this.days[place]?.day ?? null;
  }
}
