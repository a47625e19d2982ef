// One day on the map: the planned stops by number, and, where they were asked for, the check-ins in their order.

import { colourOf, drawDegrees, nameInFrame, schematicMap, textOf } from "../web/schematic_map.js";

const FIT = { padding: [28, 28], maxZoom: 15 };
const box = document.querySelector("[data-day-map]");

function numbered(place, words, kind) {
  const html = textOf(words);
  html.className = `day-number ${kind}`;
  return L.marker(place, { icon: L.divIcon({ className: "day-number-place", html, iconSize: [26, 26] }) });
}

function drawPlanned(map, stops) {
  const places = stops.map(({ lat, lon }) => [lat, lon]);
  L.polyline(places, { color: colourOf("--ink-faint"), weight: 3, dashArray: "6 6", interactive: false }).addTo(map);
  return stops.map((stop) => {
    const pin = numbered([stop.lat, stop.lon], String(stop.number), `is-${stop.status}`);
    pin.bindTooltip(textOf(`${stop.time} · ${stop.class} · ${stop.name}`));
    pin.on("click", () => window.location.assign(stop.url));
    return pin.addTo(map);
  });
}

function drawActs(map, acts) {
  acts.slice(1).forEach((act, before) => {
    const share = acts.length > 2 ? before / (acts.length - 2) : 0;
    const colour = `hsl(${Math.round(150 - 150 * share)} 65% ${colourOf("--way-lightness")})`;
    L.polyline([[acts[before].lat, acts[before].lon], [act.lat, act.lon]], { color: colour, weight: 4, interactive: false }).addTo(map);
  });
  return acts.map((act, place) => {
    const kind = place === 0 ? "is-first" : place === acts.length - 1 ? "is-last" : "is-act";
    const pin = numbered([act.lat, act.lon], act.time, `is-time ${kind}`);
    pin.bindTooltip(textOf(`${act.time} · ${act.name}${act.isOfStore ? ` · ${box.dataset.ofStore}` : ""}`));
    return pin.addTo(map);
  });
}

if (box) {
  const { stops, acts = [] } = JSON.parse(document.getElementById(box.dataset.dayMap).textContent);
  if (stops.length + acts.length === 0) {
    box.closest("section").hidden = true;
  } else {
    const map = schematicMap(box);
    drawDegrees(map);
    const pins = [...drawPlanned(map, stops), ...drawActs(map, acts)];
    map.fitBounds(L.featureGroup(pins).getBounds(), FIT);
    nameInFrame(map, stops.map(({ lat, lon, name }) => ({ place: [lat, lon], words: name })));
  }
}
