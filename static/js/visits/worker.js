// The service worker: keeps the app's own files and its empty pages, never a page with somebody's data.
// KEPT comes before this text: the version, the pages, the first address, and the files.

const CACHE = `salesops-${KEPT.version}`;
const CHOICE = "salesops-choice";
// A window that is being closed is still counted for a moment.
const LOOKS = 5;
const LOOK_MS = 300;
const FILES = new Set(KEPT.files.map((address) => new URL(address, location.origin).pathname));

self.addEventListener("install", (event) => {
  event.waitUntil(keep());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

// The app asks for the change, where nothing is underway.
self.addEventListener("message", (event) => {
  if (event.data?.kind === "take_over") {
    event.waitUntil(changeUnderOne(event.ports[0]));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) {
    return;
  }
  if (FILES.has(address.pathname)) {
    event.respondWith(keptOr(request));
  } else if (request.mode === "navigate") {
    event.respondWith(isOfApp(address) ? page(address) : online(request));
  }
});

async function keep() {
  const cache = await caches.open(CACHE);
  const wanted = [...KEPT.pages, ...KEPT.files].map((address) => new Request(address, { cache: "reload" }));
  await cache.addAll(wanted);
}

// Another window may be in the midst of a visit with the version before: then that one stays.
async function changeUnderOne(port) {
  for (let look = 0; look < LOOKS; look += 1) {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    if (windows.length <= 1) {
      await self.skipWaiting();
      port.postMessage(true);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  port.postMessage(false);
}

// Data lies in the database and stays; only files of older versions go.
async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("salesops-") && name !== CACHE && name !== CHOICE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function keptOr(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}

function isOfApp(address) {
  return address.pathname === KEPT.start || KEPT.pages.includes(address.pathname);
}

async function page(address) {
  const wanted = KEPT.pages.includes(address.pathname) ? address.pathname : await chosenPage();
  const cache = await caches.open(CACHE);
  return (await cache.match(wanted)) ?? fetch(address.href);
}

// The language of the pages that were seen last.
async function chosenPage() {
  const choice = await (await caches.open(CHOICE)).match(KEPT.start);
  const language = choice && (await choice.text());
  return KEPT.pages.find((address) => address.endsWith(`/${language}/`)) ?? KEPT.pages[0];
}

// Without a network any other page becomes the app, which says so.
async function online(request) {
  try {
    return await fetch(request);
  } catch {
    return page(new URL(KEPT.start, location.origin));
  }
}
