// How far the day's stores are. Asks nobody: only where the position is already permitted, and it is not sent.

import { inWords, locate, metresBetween, placeOf } from "./geo.js";

const area = document.querySelector("[data-distances]");
let here = null;

function show() {
  const stops = [...area.querySelectorAll("[data-lon]")];
  for (const stop of stops) {
    const metres = metresBetween(here, placeOf(stop));
    stop.dataset.metres = metres;
    stop.querySelector("[data-distance]").textContent = `${inWords(metres)} · `;
  }
  if (area.dataset.distances === "sort" && stops.length) {
    stops.sort((one, other) => one.dataset.metres - other.dataset.metres);
    stops[0].parentElement.prepend(...stops);
  }
}

async function start() {
  const permission = await navigator.permissions?.query({ name: "geolocation" });
  if (permission?.state !== "granted") {
    return;
  }
  here = await locate();
  show();
  area.addEventListener("htmx:afterSettle", show);
}

start().catch(() => {});
