// Arranging a route plan: drag, buttons or keys; the server reckons each step, nothing is kept until it is saved.

import { Arrangement, Twice } from "./arrangement.js";
import { Board } from "./board.js";
import { PlanMap } from "./plan_map.js";
import { Sheet } from "./sheet.js";
import { effectOf, fill } from "./words.js";

const HOLD_MS = 180;
const ON_MAP = ".editor-number-place";
const root = document.querySelector("[data-editor]");
const words = root.dataset;
const given = JSON.parse(document.getElementById(words.editor).textContent);
const stores = new Map(given.stores.map((store) => [store.id, store]));
const token = document.querySelector("meta[name=csrf-token]").content;
const find = (name) => root.querySelector(`[data-${name}]`);

const plan = new Arrangement(given.days, ordersOf(given.answer));
const board = new Board(root, stores, given.days, words);
const map = new PlanMap(find("map"), stores, given.start, { store: showStore, drop: dropOnMap });
const sheet = new Sheet(find("sheet"), given.days, words, perform);

let saved = given.answer.totals;
let answer = given.answer;
let chosen = answer.days.find((day) => day.stops.length)?.day ?? given.days[0].day;
let { revision } = given.answer;
let asking = null;

function ordersOf({ days }) {
  return Object.fromEntries(days.map(({ day, stops }) => [day, stops.map(({ store }) => store)]));
}

async function send(address) {
  const body = JSON.stringify({ orders: plan.orders, revision });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  const response = await fetch(address, { method: "POST", headers, body, signal: asking?.signal });
  const said = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
  return { ok: response.ok, said };
}

// The step shows at once; times and broken rules follow with the server's answer.
async function reckon(tellIn = () => "") {
  board.show(plan);
  buttons();
  asking?.abort();
  asking = new AbortController();
  try {
    const { ok, said } = await send(words.trial);
    const before = answer.totals;
    if (!ok) {
      return refuse(said.refusal ?? words.offline);
    }
    answer = said;
    tell();
    if (said.revision !== revision) {
      refuse(words.meanwhile);
    }
    find("last").textContent = tellIn(effectOf(words.effect, before, answer.totals));
    return root.dispatchEvent(new CustomEvent("reckoned"));
  } catch (error) {
    return error.name === "AbortError" ? null : refuse(words.offline);
  }
}

function tell() {
  board.tell(answer);
  map.show(plan.orders, answer, chosen);
  find("effect-words").textContent = plan.isSaved ? words.same : effectOf(words.effect, saved, answer.totals);
  find("break-count").textContent = answer.totals.breaks ? fill(words.count, { breaks: answer.totals.breaks }) : "";
  refuse("");
}

function refuse(refusal) {
  find("refusal").textContent = refusal;
  find("refusal").hidden = !refusal;
}

function buttons() {
  find("undo").disabled = !plan.canUndo;
  find("redo").disabled = !plan.canRedo;
  find("save-all").disabled = plan.isSaved;
}

function move(store, from, to, place, focused = map.holds(document.activeElement) ? map : board) {
  const named = stores.get(store).name;
  const dayName = given.days.find(({ day }) => day === (to ?? from))?.name;
  if (from === null && to === null) {
    board.show(plan);
    return;
  }
  try {
    plan.move(store, from, to, place);
  } catch (error) {
    if (!(error instanceof Twice)) {
      throw error;
    }
    board.show(plan);
    refuse(fill(words.twice, { store: named, day: dayName }));
    return;
  }
  const number = to === null ? 0 : plan.orders[to].indexOf(store) + 1;
  if (to !== null) {
    choose(to);
  }
  reckon((effect) => fill(to === null ? words.removed : words.moved, { store: named, day: dayName, place: number, effect }));
  if (to !== null) {
    focused.focus(to, store);
  }
}

function dropOnMap(store, target) {
  if (target === null) {
    find("last").textContent = fill(words.missed, { store: stores.get(store).name });
    return;
  }
  move(store, chosen, target.day, target.place, map);
}

function perform(deed, store, from, to) {
  const place = from === null ? 0 : plan.orders[from].indexOf(store);
  const deeds = {
    up: () => place > 0 && move(store, from, from, place - 1),
    down: () => place < plan.orders[from].length - 1 && move(store, from, from, place + 1),
    move: () => to !== from && move(store, from, to),
    add: () => move(store, null, to),
    remove: () => move(store, from, null),
  };
  deeds[deed]();
}

function choose(day) {
  chosen = day;
  board.choose(day);
  map.show(plan.orders, answer, chosen);
}

function showStore(store) {
  const day = [chosen, ...given.days.map((one) => one.day)].find((one) => plan.orders[one].includes(store));
  if (day !== undefined) {
    choose(day);
  }
  board.focus(day, store);
}

// A stop in a list or on the map, which shows the chosen day's.
function placeOf(element) {
  if (element.closest(ON_MAP)) {
    return { store: Number(element.closest(ON_MAP).dataset.store), day: chosen };
  }
  const row = element.closest(".editor-stop");
  const day = row?.closest("ol").dataset.day;
  return row && { store: Number(row.dataset.store), day: day === "" ? null : Number(day) };
}

function openSheet({ store: id, day }) {
  const store = stores.get(id);
  sheet.open(store, day, `${store.class} · ${store.hours} · ${store.minutes} min`);
}

function press(event) {
  const isBack = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey);
  const isForth = event.key.toLowerCase() === "y" && (event.ctrlKey || event.metaKey);
  if (isBack || isForth) {
    event.preventDefault();
    step(isForth || event.shiftKey ? "redo" : "undo");
    return;
  }
  const at = placeOf(event.target);
  if (event.target.matches(ON_MAP) && ["Enter", " "].includes(event.key)) {
    event.preventDefault();
    openSheet(at);
    return;
  }
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const deed = { ArrowUp: "up", ArrowDown: "down" }[event.key] ?? (sideways && "move");
  if (event.altKey && at && at.day !== null && deed) {
    event.preventDefault();
    const to = sideways ? plan.neighbour(at.day, sideways) : at.day;
    if (to !== null) {
      perform(deed, at.store, at.day, to);
    }
  }
}

function step(name) {
  plan[name]();
  reckon();
}

async function save() {
  asking = null;
  find("save-all").disabled = true;
  try {
    const { ok, said } = await send(words.save);
    if (ok) {
      plan.saved();
      window.location.assign(said.address);
      return;
    }
    refuse(said.refusal ?? words.offline);
  } catch {
    refuse(words.offline);
  }
  buttons();
}

for (const list of root.querySelectorAll(".editor-stops")) {
  Sortable.create(list, {
    group: "days",
    filter: ".is-fixed",
    preventOnFilter: false,
    delay: HOLD_MS,
    delayOnTouchOnly: true,
    animation: 120,
    ghostClass: "is-dragged",
    onEnd({ item, from, to, newIndex }) {
      const dayOf = (one) => (one.dataset.day === "" ? null : Number(one.dataset.day));
      move(Number(item.dataset.store), dayOf(from), dayOf(to), newIndex);
    },
  });
}
root.addEventListener("click", (event) => {
  const day = event.target.closest(".chip[data-day], .editor-day-name");
  const at = event.target.closest(`.editor-stop-open, ${ON_MAP}`) && placeOf(event.target);
  if (at && stores.get(at.store).lat !== null) {
    openSheet(at);
  } else if (day) {
    choose(Number(day.dataset.day ?? day.closest("section").querySelector("ol").dataset.day));
  }
});
root.addEventListener("keydown", press);
find("undo").addEventListener("click", () => step("undo"));
find("redo").addEventListener("click", () => step("redo"));
find("save-all").addEventListener("click", save);
window.addEventListener("beforeunload", (event) => {
  if (!plan.isSaved) {
    event.preventDefault();
  }
});

board.show(plan);
choose(chosen);
tell();
