// A map that needs no network: points in their places, lines of longitude and latitude where wanted, a scale; an outline
// or tiles under them where the installation has some.

import { addGround, groundOptions } from "./basemap.js";

const DEGREES = [30, 15, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];
const LEAST_LINES = 3;
const MOST_NAMES = 200;
const NAME_PIXELS = { sign: 11, high: 16, space: 12 };
const NAME_ANCHOR = [-9, 9];

export function colourOf(token) {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}

export function textOf(words) {
  const label = document.createElement("span");
  label.textContent = words;
  return label;
}

export function schematicMap(box, options = {}) {
  const map = L.map(box, {
    preferCanvas: true,
    attributionControl: false,
    zoomControl: false,
    minZoom: 3,
    maxZoom: 18,
    ...groundOptions(),
    ...options,
  });
  L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
  addGround(map, colourOf("--ink-faint"));
  return map;
}

// Names beside the points of the frame, as many as stand clear of each other; the first ones go before.
export function nameInFrame(map, named) {
  const names = L.layerGroup().addTo(map);
  const draw = () => {
    names.clearLayers();
    const frame = map.getBounds();
    const taken = [];
    for (const { place, words } of named.filter((one) => frame.contains(one.place)).slice(0, MOST_NAMES)) {
      const box = boxOf(map.latLngToContainerPoint(place), words);
      if (!taken.some((other) => meet(box, other))) {
        taken.push(box);
        const icon = L.divIcon({ className: "map-name", html: textOf(words), iconSize: null, iconAnchor: NAME_ANCHOR });
        names.addLayer(L.marker(place, { icon, interactive: false, keyboard: false }));
      }
    }
  };
  map.on("moveend", draw);
  draw();
}

function boxOf({ x, y }, words) {
  return { left: x, right: x + NAME_PIXELS.space + words.length * NAME_PIXELS.sign, top: y - NAME_PIXELS.high / 2, bottom: y + NAME_PIXELS.high / 2 };
}

function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

export function drawDegrees(map) {
  const lines = L.layerGroup().addTo(map);
  const renderer = L.canvas({ padding: 0 });
  const style = { renderer, interactive: false, weight: 1, color: colourOf("--line-strong") };
  const draw = () => {
    lines.clearLayers();
    const frame = map.getBounds();
    const span = Math.min(frame.getEast() - frame.getWest(), frame.getNorth() - frame.getSouth());
    const step = DEGREES.find((degrees) => span / degrees >= LEAST_LINES) ?? DEGREES.at(-1);
    for (const lon of between(frame.getWest(), frame.getEast(), step)) {
      lines.addLayer(L.polyline([[frame.getSouth(), lon], [frame.getNorth(), lon]], style));
      lines.addLayer(degreeName([frame.getSouth(), lon], `${inWords(lon, step)}°`, [-2, 16]));
    }
    for (const lat of between(frame.getSouth(), frame.getNorth(), step)) {
      lines.addLayer(L.polyline([[lat, frame.getWest()], [lat, frame.getEast()]], style));
      lines.addLayer(degreeName([lat, frame.getWest()], `${inWords(lat, step)}°`, [-2, 14]));
    }
  };
  map.on("moveend", draw);
}

function between(from, to, step) {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}

function inWords(degrees, step) {
  return degrees.toFixed(Math.max(0, Math.ceil(-Math.log10(step))));
}

function degreeName(place, words, anchor) {
  const icon = L.divIcon({ className: "map-degree", html: textOf(words), iconSize: null, iconAnchor: anchor });
  return L.marker(place, { icon, interactive: false, keyboard: false });
}
