// The app of the day: opens whose data it is, shows the screen that the address names, sends when it can.

import { closeForgotten } from "./deeds.js";
import { dayOf } from "./draft.js";
import { draw, inClock, put } from "./draw.js";
import { who } from "./net.js";
import { countWaiting, dangers, lookForLoss, now } from "./safety.js";
import { showSent } from "./sent.js";
import { showStart } from "./start.js";
import { lastPerson, meta, onChange, openFor, person, rememberPerson, setMeta, unsent, visits } from "./store.js";
import { sync } from "./sync.js";
import { showStores, showToday } from "./today.js";
import { reconsider, watchVersions } from "./version.js";
import { follow, followPhotos, leaveView, remember, showVisit } from "./visit.js";

const EVERY_MS = 60000;
const addresses = document.body.dataset;
const view = document.getElementById("view");
const screens = {
  "": showToday,
  day: showToday,
  // Fetched when it is asked for: without its library all else goes on.
  map: async (...where) => (await import("./map.js")).showMap(...where),
  stores: showStores,
  store: showStart,
  visit: showVisit,
  sent: showSent,
};
const troubles = { elsewhere: !location.pathname.startsWith(addresses.start) };

// One screen is drawn after the other, so that a slow one never lies over a later one.
let drawing = Promise.resolve();

function inTurn(deed) {
  drawing = drawing.then(deed, deed);
  return drawing;
}

const show = () => inTurn(showAsked);

async function showAsked() {
  const [, name = "", id] = location.hash.split("/");
  leaveView();
  document.querySelectorAll("[data-place]").forEach((link) => {
    const isActive = link.dataset.place === (name === "day" ? "" : name);
    link.classList.toggle("active", isActive);
    if (isActive) {
      document.getElementById("title").textContent = link.textContent;
    }
  });
  await (screens[name] ?? showToday)(view, id);
  reconsider();
}

async function showState() {
  const { ready, refused, photos, photoTrouble } = await unsent();
  const [status, fetchedAt] = await Promise.all([meta("status"), meta("fetched_at")]);
  await countWaiting();
  put(
    document.getElementById("strip"),
    draw("strip", {
      online: status !== "offline" && navigator.onLine,
      synced: fetchedAt && inClock(fetchedAt),
      waiting: ready.length + photos.length,
      refused: refused.length + photoTrouble.length,
    }),
  );
  const other = status === "other" && (await meta("other"));
  const refusedBy = status === "refused" && (await meta("refused_by"));
  await warn({ signed_out: status === "signed_out", other, name: other?.name, refused_by: refusedBy, ...(await dangers()) });
}

async function warn(more) {
  put(document.getElementById("warnings"), draw("warnings", { ...troubles, ...more, login: addresses.login }));
}

// Drawn once for many changes that come together, and not under a finger that is just tapping.
let isDue = false;
let isPressed = false;

document.addEventListener("pointerdown", () => {
  isPressed = true;
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => setTimeout(() => (isPressed = false)));
}

function soon() {
  if (!isDue) {
    isDue = true;
    setTimeout(async () => {
      isDue = false;
      if (isPressed) {
        soon();
        return;
      }
      await showState();
      const [, name = ""] = location.hash.split("/");
      if (name in { "": 1, day: 1, sent: 1 }) {
        await show();
      }
    }, 50);
  }
}

async function changed({ kind, id, key, isHere }) {
  soon();
  const [, name = ""] = location.hash.split("/");
  if (kind === "visit" && name === "visit") {
    await inTurn(() => follow(id, isHere));
  } else if (kind === "photo" && name === "visit") {
    await followPhotos();
  } else if (kind === "meta" && key === "other") {
    await giveWay();
  } else if (kind === "pack" && name === "stores") {
    await show();
  }
}

// Another rep has logged in: the phone opens that one's data; this one's stays, closed.
async function giveWay() {
  const other = await meta("other");
  if (other?.id) {
    await setMeta("other", null);
    await rememberPerson(other.id);
    location.reload();
  }
}

async function endForgotten() {
  const today = dayOf(await now());
  const forgotten = (await visits()).filter((one) => one.state === "open" && one.on < today);
  await Promise.all(forgotten.map(closeForgotten));
}

// An app that is left open for days sees the new day too.
async function wake() {
  await endForgotten();
  await sync();
}

async function register() {
  if (!("serviceWorker" in navigator)) {
    return;
  }
  const choice = await caches.open("salesops-choice");
  await choice.put(addresses.start, new Response(document.documentElement.lang));
  const registration = await navigator.serviceWorker.register(addresses.worker, { scope: "/", updateViaCache: "none" });
  watchVersions(registration);
  await navigator.serviceWorker.ready;
  // From here on the app opens without a network.
  document.body.dataset.kept = "yes";
}

// Whose data: the session's as the browser's cookie tells it, else who was here last and did not log out.
async function whose() {
  const told = document.cookie.match(/(?:^|; )person=(\d+)/)?.[1] ?? (await lastPerson());
  if (told) {
    return told;
  }
  try {
    const { user, is_rep: isRep } = await who();
    return isRep ? String(user) : null;
  } catch {
    return null;
  }
}

async function start() {
  if (!(window.isSecureContext && navigator.locks && window.indexedDB)) {
    location.replace(addresses.simple);
    return;
  }
  const id = await whose();
  if (id === null) {
    await warn({ nobody: true });
    put(view);
    return;
  }
  await openFor(id);
  await lookForLoss();
  await endForgotten();
  onChange(changed);
  // Whoever taps before the first screen stands is followed too.
  window.addEventListener("hashchange", show);
  await show();
  await showState();
  document.addEventListener("storage-full", ({ detail }) => {
    troubles.full = detail;
    soon();
  });
  document.addEventListener("redraw", show);
  window.addEventListener("online", () => sync());
  window.addEventListener("focus", () => sync());
  window.addEventListener("offline", showState);
  window.addEventListener("pagehide", remember);
  document.addEventListener("visibilitychange", () => {
    remember();
    if (!document.hidden) {
      wake();
    }
  });
  setInterval(wake, EVERY_MS);
  document.body.dataset.person = person();
  sync();
}

register().catch(() => {});
start().catch((error) => {
  warn({ unusable: true });
  throw error;
});
