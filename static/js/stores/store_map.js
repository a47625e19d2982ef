// The map beside the list of stores: the same filter, points in clusters, a small card for each; too many come as squares.

import { drawDegrees, schematicMap, textOf } from "../web/schematic_map.js";

const KEPT = "salesops.store-map";
const FIT = { padding: [28, 28], maxZoom: 15 };
const PIN_PIXELS = 44;
const BESIDE_ZOOM = [64, 12];
const CHINA = [[20, 98], [46, 126]];
const number = new Intl.NumberFormat();

const panel = document.getElementById("store-map-panel");
const box = document.getElementById("store-map");
const toggles = [...document.querySelectorAll("[data-map-toggle]")];
let shown = null;

function open() {
  const map = schematicMap(box, { maxZoom: 18 }).fitBounds(CHINA);
  drawDegrees(map);
  const clusters = L.markerClusterGroup({ showCoverageOnHover: false, maxClusterRadius: 56, iconCreateFunction: clusterIcon });
  const squares = L.layerGroup();
  map.addLayer(clusters).addLayer(squares);
  shown = { map, clusters, squares, isWhole: true, query: null, waiting: null };
  map.on("moveend", () => {
    if (!shown.isWhole) {
      load({ fits: false });
    }
  });
}

function filters() {
  const query = new URLSearchParams(window.location.search);
  ["page", "per_page", "sort", "export", "frame", "zoom"].forEach((name) => query.delete(name));
  return query;
}

async function load({ fits }) {
  const { map } = shown;
  shown.waiting?.abort();
  shown.waiting = new AbortController();
  const query = filters();
  shown.query = query.toString();
  if (!fits) {
    const frame = map.getBounds();
    query.set("frame", [frame.getWest(), frame.getSouth(), frame.getEast(), frame.getNorth()].join(","));
    query.set("zoom", map.getZoom());
  }
  try {
    const answer = await fetch(`${box.dataset.points}?${query}`, { signal: shown.waiting.signal });
    if (!answer.ok || answer.redirected) {
      throw new Error(answer.status);
    }
    show(await answer.json(), fits);
  } catch (error) {
    if (error.name !== "AbortError") {
      panel.querySelector("[data-map-count]").textContent = box.dataset.failed;
    }
  }
}

function show(found, fits) {
  const { map, clusters, squares } = shown;
  clusters.clearLayers();
  squares.clearLayers();
  clusters.addLayers((found.points ?? []).map(pinOf));
  (found.squares ?? []).forEach((square) => squares.addLayer(squareOf(square)));
  tell(found);
  // Before the map moves to what was found, so that the move asks for nothing that is there.
  shown.isWhole = true;
  if (fits && found.bounds) {
    map.fitBounds(found.bounds, { ...FIT, animate: false });
  }
  shown.isWhole = found.whole;
  if (fits && !found.whole) {
    load({ fits: false });
  }
}

function tell({ total, without }) {
  const count = panel.querySelector("[data-map-count]");
  count.textContent = count.dataset.words.replace("%s", number.format(total - without));
  const link = panel.querySelector("[data-map-without]");
  const query = filters();
  query.set("position", "without");
  link.href = `?${query}`;
  link.textContent = link.dataset.words.replace("%s", number.format(without));
  link.hidden = without === 0;
}

function pinOf([pk, lon, lat, storeClass, status, name]) {
  const html = document.createElement("span");
  html.className = `store-pin class-${storeClass.toLowerCase()} status-${status}`;
  html.textContent = storeClass;
  const icon = L.divIcon({ className: "store-pin-place", html, iconSize: [PIN_PIXELS, PIN_PIXELS] });
  const pin = L.marker([lat, lon], { icon, title: name, alt: `${storeClass} ${name}` });
  return answering(pin, () => showCard(pk, pin));
}

// A tap, or Enter on what has the focus.
function answering(marker, deed) {
  return marker.on("click", deed).on("keypress", (event) => {
    if (event.originalEvent.key === "Enter") {
      deed();
    }
  });
}

async function showCard(pk, pin) {
  const popup = L.popup({ closeButtonLabel: box.dataset.close, offset: [0, -6], minWidth: 200, autoPanPaddingTopLeft: BESIDE_ZOOM });
  popup.setLatLng(pin.getLatLng()).setContent(textOf("…")).openOn(shown.map);
  const content = document.createElement("div");
  try {
    const answer = await fetch(box.dataset.card.replace("/0/", `/${pk}/`));
    if (!answer.ok || answer.redirected) {
      throw new Error(answer.status);
    }
    content.innerHTML = await answer.text();
  } catch {
    content.textContent = box.dataset.failed;
  }
  popup.setContent(content);
  content.querySelector("a")?.focus({ preventScroll: true });
}

function squareOf([lon, lat, count, ...byClass]) {
  const words = ["A", "B", "C"].map((name, index) => `${name} ${number.format(byClass[index])}`).join(" · ");
  const icon = bubble(count);
  const square = L.marker([lat, lon], { icon, title: words, alt: `${box.dataset.stores.replace("%s", number.format(count))}: ${words}` });
  return answering(square, () => shown.map.setView([lat, lon], shown.map.getZoom() + 2));
}

function clusterIcon(cluster) {
  return bubble(cluster.getChildCount());
}

function bubble(count) {
  const size = count < 10 ? 36 : count < 1000 ? 44 : 56;
  const html = document.createElement("span");
  html.className = "store-cluster";
  html.textContent = count < 10_000 ? number.format(count) : `${number.format(Math.round(count / 1000))}k`;
  return L.divIcon({ className: "store-cluster-place", html, iconSize: [size, size] });
}

function turn(isOn) {
  document.body.classList.toggle("has-store-map", isOn);
  panel.hidden = !isOn;
  toggles.forEach((button) => button.setAttribute("aria-pressed", String(isOn)));
  if (!isOn) {
    return;
  }
  if (!shown) {
    open();
  }
  shown.map.invalidateSize();
  if (shown.query !== filters().toString()) {
    load({ fits: true });
  }
}

if (panel) {
  toggles.forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isOn = button.getAttribute("aria-pressed") !== "true";
      localStorage.setItem(KEPT, isOn ? "on" : "");
      turn(isOn);
    });
  });
  const follow = () => {
    if (!panel.hidden && shown.query !== filters().toString()) {
      load({ fits: true });
    }
  };
  document.addEventListener("htmx:pushedIntoHistory", follow);
  window.addEventListener("popstate", follow);
  if (localStorage.getItem(KEPT)) {
    turn(true);
  }
}
