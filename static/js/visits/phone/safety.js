// Watches what could lose data: storage that fills or was emptied, days unsent, a wrong clock.

import { inPercent } from "./draw.js";
import { meta, person, setMeta, unsent, visits } from "./store.js";

const FULL = 0.6;
const DAYS_UNSENT = 5;
const DAY_MS = 86400000;
const CLOCK_MINUTES = 5;

const mark = () => `salesops-waiting-${person()}`;

// The server's mark says that this phone had data once; the page's own says how much of it waited.
export async function lookForLoss() {
  const hadData = document.cookie.split("; ").includes(`phone-${person()}=1`) || localStorage.getItem(mark()) !== null;
  const isEmpty = (await meta("born_at")) === undefined;
  if (isEmpty && hadData) {
    await setMeta("emptied", { lost: localStorage.getItem(mark()) ?? "?" });
  }
  if (isEmpty) {
    await setMeta("born_at", Date.now());
  }
}

export async function countWaiting() {
  const { open, ready, refused, photos } = await unsent();
  const count = open.length + ready.length + refused.length;
  const waiting = count + photos.length;
  localStorage.setItem(mark(), String(waiting));
  navigator.setAppBadge?.(waiting).catch(() => {});
  return count;
}

// Asked at the first visit, when there is something to keep.
export async function askToStay() {
  if (navigator.storage?.persist && !(await navigator.storage.persisted())) {
    await navigator.storage.persist();
  }
}

export async function usage() {
  const { usage: used = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return { used, share: quota ? used / quota : 0 };
}

export async function dangers() {
  const [{ share }, all, offset] = await Promise.all([usage(), visits(), meta("clock_offset")]);
  const waiting = all.filter((one) => one.state === "ready" || one.state === "refused").map((one) => one.saved_at);
  const days = waiting.length ? Math.floor((Date.now() - Math.min(...waiting)) / DAY_MS) : 0;
  const minutes = Math.round(Math.abs(offset ?? 0) / 60000);
  const emptied = await meta("emptied");
  return {
    low_storage: share > FULL,
    percent: inPercent(share),
    unsent_days: days >= DAYS_UNSENT ? days : 0,
    clock_minutes: minutes > CLOCK_MINUTES ? minutes : 0,
    emptied: emptied && emptied.lost !== "0",
    emptied_sent: emptied?.lost === "0",
    lost: emptied?.lost,
  };
}

// The day as the server would count it, also where the phone's clock is days off.
export async function now() {
  return Date.now() + ((await meta("clock_offset")) ?? 0);
}
