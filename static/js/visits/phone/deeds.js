// What a tap does to the open visit. Each is kept on the phone at once, before anything is sent.

import { bodyOf, digestOf, spend, ticksOf } from "./draft.js";
import { changeVisit, visit } from "./store.js";

const EDITABLE = new Set(["open", "refused"]);

export async function edit(id, deed, step = "") {
  try {
    return await changeVisit(id, (draft) => {
      if (EDITABLE.has(draft.state)) {
        deed(draft);
        const at = Date.now();
        if (step) {
          spend(draft, step, at);
        }
        draft.saved_at = at;
      }
    });
  } catch (error) {
    sayFull(true);
    throw error;
  }
}

// Browsers name a full storage in several ways; what could not be kept is said at once.
export function sayFull(isFull) {
  document.dispatchEvent(new CustomEvent("storage-full", { detail: isFull }));
}

export function setNumber(id, kind, key, value) {
  return edit(id, (draft) => {
    if (kind === "item") {
      setItem(draft, key, value);
      return;
    }
    const count = { stock: null, sold: null, ...draft.counts[key], [kind]: value };
    draft.counts[key] = count;
    if (count.stock === null && count.sold === null) {
      delete draft.counts[key];
    }
    unskip(draft, kind === "stock" ? "stock" : "sales", value);
  }, kind === "item" ? "image" : kind === "stock" ? "stock" : "sales");
}

function setItem(draft, position, value) {
  if (value === undefined) {
    delete draft.image.items[position];
  } else {
    draft.image.items[position] = value;
    unskip(draft, "image", true);
  }
}

export function setAnswer(id, position, value) {
  return edit(id, (draft) => setItem(draft, position, value), "image");
}

export function toggleOut(id, position) {
  const flip = (draft) => setItem(draft, position, draft.image.items[position] === null ? undefined : null);
  return edit(id, flip, "image");
}

// One tap: what is still open as it was the last time.
export function imageAsLast(id, answers) {
  return edit(id, (draft) => {
    for (const [position, value] of Object.entries(answers)) {
      if (!(position in draft.image.items)) {
        setItem(draft, position, value);
      }
    }
  }, "image");
}

export function stockAsLast(id, carried) {
  return edit(id, (draft) => {
    for (const [code, last] of Object.entries(carried)) {
      if (last !== null) {
        const count = { stock: null, sold: null, ...draft.counts[code] };
        draft.counts[code] = { ...count, stock: count.stock ?? last };
      }
    }
    unskip(draft, "stock", true);
  }, "stock");
}

export function soldNothing(id, codes) {
  return edit(id, (draft) => {
    for (const code of codes) {
      const count = { stock: null, sold: null, ...draft.counts[code] };
      draft.counts[code] = { ...count, sold: count.sold ?? 0 };
    }
    unskip(draft, "sales", true);
  }, "sales");
}

export function addSku(id, code) {
  return edit(id, (draft) => draft.added.push(code));
}

export function agree(id, title, dueOn) {
  return edit(id, (draft) => {
    draft.next_steps.push({ client_id: crypto.randomUUID(), title, due_on: dueOn });
    unskip(draft, "next", true);
  }, "next");
}

export function report(id, told) {
  return edit(id, (draft) => draft.reports.push({ client_id: crypto.randomUUID(), ...told }), "market");
}

export function unmake(id, clientId) {
  return edit(id, (draft) => {
    draft.next_steps = draft.next_steps.filter((one) => one.client_id !== clientId);
    draft.reports = draft.reports.filter((one) => one.client_id !== clientId);
  });
}

// A second tap takes it back.
export function toggleTask(id, task) {
  return edit(id, (draft) => {
    const { [task]: outcome, ...others } = draft.tasks_done ?? {};
    draft.tasks_done = outcome === undefined ? { ...others, [task]: "" } : others;
  });
}

export function tellOutcome(id, task, words) {
  return edit(id, (draft) => {
    draft.tasks_done = { ...draft.tasks_done, [task]: words };
  });
}

// What is unsaid again leaves no trace, so that work nobody answered is not sent.
export function say(id, key, name, value) {
  return edit(id, (draft) => {
    const { [key]: said = {}, ...others } = draft.work ?? {};
    const { [name]: _before, ...rest } = said;
    const now = value === undefined ? rest : { ...rest, [name]: value };
    draft.work = Object.keys(now).length ? { ...others, [key]: now } : others;
  }, "work");
}

// The name stays with it, for the summary that the owner sees.
export function order(id, { model, name }, quantity, suggested) {
  return edit(id, (draft) => {
    const { [model]: _before, ...others } = draft.orders ?? {};
    draft.orders = quantity ? { ...others, [model]: { quantity, suggested, name } } : others;
    unskip(draft, "order", quantity || null);
  }, "order");
}

// One tap: everything that is suggested and not typed yet.
export function orderAll(id, lines) {
  return edit(id, (draft) => {
    const all = lines.map(({ model, name, quantity }) => [model, { quantity, suggested: quantity, name }]);
    draft.orders = { ...Object.fromEntries(all), ...draft.orders };
    unskip(draft, "order", true);
  }, "order");
}

// A number that was scanned is a piece that was sold.
export function addImei(id, code, imei) {
  return edit(id, (draft) => {
    const imeis = [...(draft.imeis?.[code] ?? []), imei];
    draft.imeis = { ...draft.imeis, [code]: imeis };
    const count = { stock: null, sold: null, ...draft.counts[code] };
    if ((count.sold ?? 0) >= 0) {
      draft.counts[code] = { ...count, sold: Math.max(count.sold ?? 0, imeis.length) };
    }
    unskip(draft, "sales", true);
  }, "sales");
}

export function dropImei(id, code, imei) {
  return edit(id, (draft) => {
    const { [code]: before = [], ...others } = draft.imeis ?? {};
    const imeis = before.filter((one) => one !== imei);
    draft.imeis = imeis.length ? { ...others, [code]: imeis } : others;
  });
}

export function togglePoint(id, point) {
  return edit(id, (draft) => {
    const { [point]: words, ...others } = ticksOf(draft);
    draft.ticks = words === undefined ? { ...others, [point]: "" } : others;
    unskip(draft, "points", true);
  }, "points");
}

export function tellPoint(id, point, words) {
  return edit(id, (draft) => {
    draft.ticks = { ...draft.ticks, [point]: words };
  }, "points");
}

// Done with words or none; a second tap takes it back.
export function toggleSaid(id, step) {
  return edit(id, (draft) => {
    const { [step]: words, ...others } = draft.said ?? {};
    draft.said = words === undefined ? { ...others, [step]: "" } : others;
    unskip(draft, step, true);
  }, step);
}

// A goal without words is none.
export function tellStep(id, step, words) {
  return edit(id, (draft) => {
    const { [step]: _before, ...others } = draft.said ?? {};
    draft.said = words || step !== "prepare" ? { ...others, [step]: words } : others;
    unskip(draft, step, words || null);
  }, step);
}

export function train(id, topic, people) {
  return edit(id, (draft) => {
    const { [topic]: _before, ...others } = draft.trained ?? {};
    draft.trained = people ? { ...others, [topic]: people } : others;
    unskip(draft, "train", people || null);
  }, "train");
}

export function skip(id, step, reason) {
  return edit(id, (draft) => {
    draft.skipped[step] = reason;
  });
}

export function unskip(draft, step, value) {
  if (value !== null && value !== undefined) {
    delete draft.skipped[step];
  }
}

// The body is written once: sent again it is the same, and the server takes it once.
export async function leave(id) {
  const leftAt = new Date().toISOString();
  let draft = await visit(id);
  // Where another tab changed something just now, that is taken in first.
  while (EDITABLE.has(draft.state)) {
    await close({ ...draft, left_at: draft.left_at ?? leftAt });
    draft = await visit(id);
  }
}

// A visit of a day before that nobody left: it ends without a check-out, its minutes stay unknown.
export function closeForgotten(draft) {
  return close(draft);
}

async function close(draft) {
  const body = bodyOf(draft);
  const digest = await digestOf(body);
  await changeVisit(draft.client_id, (one) => {
    if (EDITABLE.has(one.state) && one.saved_at === draft.saved_at) {
      Object.assign(one, {
        left_at: draft.left_at,
        body,
        digest,
        state: "ready",
        mistakes: null,
        failures: 0,
        refused_by: null,
      });
    }
  });
}
