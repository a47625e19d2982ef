// A visit while it is filled in: what is done, how the image scores, and how it is sent. No page, no database.

// The handbook's, for a store that came without a checklist.
export const HANDBOOK = {
  version: null,
  order: ["prepare", "outside", "greet", "photo", "image", "stock", "prices", "sales", "order", "train", "market", "next"],
  required: ["photo", "image", "stock", "sales", "next"],
  points: [],
};
export const CARD = { sales: "stock", greet: "outside" };

// The standard and the checklist that the visit began with stay its own, whatever is published meanwhile.
export function newDraft({ shop, arrival, distance, goal, standard: whole, now }) {
  const standard = applying(whole, shop);
  return {
    client_id: crypto.randomUUID(),
    state: "open",
    store: shop.id,
    store_code: shop.code,
    store_name: shop.name,
    store_class: shop.store_class,
    on: dayOf(now),
    arrival: { ...arrival, entered_device_at: new Date(performance.timeOrigin + performance.now()).toISOString() },
    distance,
    standard,
    checklist: shop.checklist ?? HANDBOOK,
    ticks: {},
    counts: {},
    added: [],
    image: standard ? { version: standard.version, items: {} } : null,
    photos: [],
    reports: [],
    next_steps: [],
    tasks_done: {},
    work: {},
    orders: {},
    imeis: {},
    prices: {},
    said: goal ? { prepare: goal } : {},
    trained: {},
    skipped: {},
    summary: "",
    seconds: {},
    saved_at: Date.now(),
  };
}

// A visit that an older app began has neither.
export const checklistOf = (draft) => draft.checklist ?? HANDBOOK;
export const ticksOf = (draft) => draft.ticks ?? {};

// The items that are looked at in a store of that class and format.
function applying(standard, shop) {
  const isAsked = ({ only_classes = "", only_formats = "" }) =>
    (!only_classes || only_classes.includes(shop.store_class)) &&
    (!only_formats || only_formats.split(",").includes(shop.format_code));
  return standard && { ...standard, items: standard.items.filter(isAsked) };
}

const LONGEST_PAUSE_SECONDS = 60;

// The time since the last touch goes to the step; a longer pause is talking with the owner, not tapping.
export function spend(draft, step, at) {
  const passed = Math.round((at - draft.saved_at) / 1000);
  if (passed > 0 && passed <= LONGEST_PAUSE_SECONDS) {
    draft.seconds = { ...draft.seconds, [step]: (draft.seconds?.[step] ?? 0) + passed };
  }
}

// The company's, as the server counts days and shows times, wherever the phone believes to be.
export const timeZone = "Asia/Shanghai";

export function dayOf(moment) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(moment));
}

export function nextDay(iso, days) {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * 86400000).toISOString().slice(0, 10);
}

export function isDone(draft, step, standard) {
  const counts = Object.values(draft.counts);
  switch (step) {
    case "photo":
      return draft.photos.length > 0;
    case "image":
      return Boolean(standard) && standard.items.every((item) => String(item.position) in (draft.image?.items ?? {}));
    case "stock":
      return counts.some((count) => count.stock !== null);
    case "sales":
      return counts.some((count) => count.sold !== null);
    case "next":
      return draft.next_steps.length > 0;
    case "order":
      return Object.keys(draft.orders ?? {}).length > 0;
    case "prepare":
    case "outside":
    case "greet":
      return step in (draft.said ?? {});
    case "train":
      return Object.keys(draft.trained ?? {}).length > 0;
    case "prices":
      return Object.keys(draft.prices ?? {}).length > 0;
    case "points":
      return areTicked(draft);
    default:
      return draft.reports.length > 0;
  }
}

// All required points; where none is required, one of them.
function areTicked(draft) {
  const required = checklistOf(draft).points.filter((one) => one.is_required);
  const ticks = ticksOf(draft);
  return required.length ? required.every(({ point }) => point in ticks) : Object.keys(ticks).length > 0;
}

export function progress(draft, standard) {
  const { order: steps, required } = checklistOf(draft);
  const open = required.filter((step) => !isDone(draft, step, standard) && !draft.skipped[step]);
  const order = steps.filter((step) => open.includes(step));
  return { required: required.length, settled: required.length - open.length, open: order };
}

// The same as the server's: Σ weight × nearness ÷ Σ weight × 100; what does not apply leaves both sums.
export function score(draft, standard) {
  const answered = (standard?.items ?? []).filter((item) => Number.isInteger(draft.image?.items[item.position]));
  const weight = answered.reduce((sum, item) => sum + item.weight, 0);
  if (!weight) {
    return null;
  }
  const nearness = (item) => Math.min(1, draft.image.items[item.position] / item.required);
  const earned = answered.reduce((sum, item) => sum + item.weight * nearness(item), 0);
  return (Math.round((earned * 1000) / weight + 1e-9) / 10).toFixed(1);
}

export function pieces(draft, kind) {
  const known = Object.values(draft.counts).map((count) => count[kind]);
  const given = known.filter((value) => value !== null);
  return given.length ? given.reduce((sum, value) => sum + value, 0) : null;
}

// One visit as the server takes it; written once at the check-out, so that it is the same at each sending.
export function bodyOf(draft) {
  const items = Object.entries(draft.image?.items ?? {});
  const payload = {
    client_id: draft.client_id,
    store: draft.store_code,
    checked_in: draft.arrival,
    counts: Object.entries(draft.counts).map(([sku, count]) => ({ sku, ...count })),
    photos: draft.photos.map(photoSent),
    market_reports: draft.reports,
    next_steps: draft.next_steps,
    skipped: Object.entries(draft.skipped).map(([step, reason]) => ({ step, reason })),
    summary: draft.summary,
    tasks_done: Object.entries(draft.tasks_done ?? {}).map(([task, outcome]) => ({ task, outcome })),
    orders: Object.entries(draft.orders ?? {}).map(([model, { quantity, suggested }]) => ({ model, quantity, suggested })),
    imeis: Object.entries(draft.imeis ?? {}).flatMap(([sku, numbers]) => numbers.map((imei) => ({ sku, imei }))),
    prices: Object.entries(draft.prices ?? {}).map(([sku, price]) => ({ sku, price_yuan: price })),
    said: Object.entries(draft.said ?? {}).map(([step, words]) => ({ step, words })),
    trained: Object.entries(draft.trained ?? {}).map(([topic, people]) => ({ topic, people })),
    work: Object.entries(draft.work ?? {}).map(([key, said]) => ({ key, said })),
    points: Object.entries(ticksOf(draft)).map(([point, words]) => ({ point: Number(point), words })),
    step_seconds: Object.entries(draft.seconds ?? {}).map(([step, seconds]) => ({ step, seconds })),
  };
  const { version } = checklistOf(draft);
  if (version) {
    payload.checklist = version;
  }
  if (items.length) {
    payload.image = { standard_version: draft.image.version, items: items.map(itemSent) };
  }
  if (draft.left_at) {
    payload.checked_out = { device_at: draft.left_at };
  } else {
    payload.forgot_to_check_out = true;
  }
  return JSON.stringify(payload);
}

function photoSent({ client_id, step, sha256, taken_at, item }) {
  return { client_id, step, sha256, taken_at, ...(item === undefined ? {} : { item }) };
}

function itemSent([position, value]) {
  return value === null
    ? { position: Number(position), not_applicable: true }
    : { position: Number(position), measured: value };
}

export async function digestOf(content) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Where on the page a mistake of the server's is mended.
export function stepOfMistake(path) {
  const part = path.split(/[.[]/)[0];
  const steps = { photos: "photo", image: "image", counts: "stock", next_steps: "next", market_reports: "market", tasks_done: "tasks", work: "tasks", points: "points", orders: "order", imeis: "stock", prices: "prices", said: "prepare", trained: "train" };
  return part === "skipped" ? "leave" : (steps[part] ?? "");
}
