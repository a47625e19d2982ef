// The day on the map without a network: stops by number in their order, where one stands, and the list below (H5.1).

import { colourOf, drawDegrees, nameInFrame, schematicMap, textOf } from "../../web/schematic_map.js";
import { draw, put } from "./draw.js";
import { here } from "./position.js";
import { dayNow, stopOf, stopsOf } from "./today.js";

const FIT = { padding: [28, 28], maxZoom: 15 };

export async function showMap(view) {
  const today = await dayNow();
  const [day, place] = await Promise.all([stopsOf(today), here()]);
  const rows = day.stops.map((stop, index) => ({ stop, shop: day.byId.get(stop.store), number: index + 1 }));
  const list = rows.map(({ stop, shop, number }) => listed(day, { stop, shop, number, place, today }));
  put(view, draw("map", { has_stops: rows.length, stops: list }));
  const placed = rows.filter(({ shop }) => shop.lon !== null);
  const box = view.querySelector("[data-map]");
  if (placed.length) {
    drawDay(box, placed, day, place);
  } else {
    box.remove();
  }
}

function listed({ isOver, open }, { stop, shop, number, place, today }) {
  const isDone = isOver(stop.store);
  const node = stopOf(shop, { number, arrives: stop.arrives, place, today, open });
  node.firstElementChild.classList.toggle("is-done", isDone);
  return node;
}

function drawDay(box, placed, { isOver, open }, place) {
  const map = schematicMap(box);
  const spots = placed.map(({ shop }) => [shop.lat, shop.lon]);
  drawDegrees(map);
  L.polyline(spots, { color: colourOf("--ink-faint"), weight: 3, dashArray: "6 6", interactive: false }).addTo(map);
  const pins = placed.map(({ shop, number }) => pinOf(shop, number, isOver(shop.id), open).addTo(map));
  if (place) {
    const me = { radius: 8, color: colourOf("--surface"), weight: 3, fillColor: colourOf("--info"), fillOpacity: 1 };
    pins.push(L.circleMarker([place.lat, place.lon], { ...me, interactive: false }).addTo(map));
  }
  map.fitBounds(L.featureGroup(pins).getBounds(), FIT);
  nameInFrame(map, placed.map(({ shop }) => ({ place: [shop.lat, shop.lon], words: shop.name })));
}

function pinOf(shop, number, isDone, open) {
  const html = textOf(String(number));
  html.className = `day-number day-pin class-${shop.store_class.toLowerCase()}${isDone ? " is-done" : ""}`;
  const icon = L.divIcon({ className: "day-number-place", html, iconSize: [44, 44] });
  const pin = L.marker([shop.lat, shop.lon], { icon, title: shop.name, alt: `${number} ${shop.name}` });
  return pin.on("click", () => {
    location.hash = open?.store === shop.id ? `#/visit/${open.client_id}` : `#/store/${shop.id}`;
  });
}
