// The schematic map of a route plan: stores as points by class, each route as a line. No tiles, no network.

import { colourOf, drawDegrees, nameInFrame, schematicMap, textOf } from "../web/schematic_map.js";

const FIT_PADDING = [24, 24];
const MOST_ZOOM = 15;

function draw(box) {
  const plan = JSON.parse(document.getElementById(box.dataset.source).textContent);
  const map = schematicMap(box);
  drawDegrees(map);
  const stores = new Map(plan.stores.map((store) => [store.id, store]));
  const lines = new Map(plan.routes.map((route) => [route.name, lineOf(route, stores, plan.start).addTo(map)]));
  const points = plan.stores.map((store) => pointOf(store, box.dataset).addTo(map));
  if (plan.start) {
    points.push(L.circleMarker(plan.start, { radius: 5, color: colourOf("--ink"), fillOpacity: 0 }).addTo(map));
  }
  if (points.length) {
    map.fitBounds(L.featureGroup(points).getBounds(), { padding: FIT_PADDING, maxZoom: MOST_ZOOM });
  } else {
    box.hidden = true;
  }
  nameInFrame(map, plan.stores.map(({ lat, lon, name }) => ({ place: [lat, lon], words: name })));
  return { map, lines };
}

function lineOf(route, stores, start) {
  const places = route.stores.map((id) => stores.get(id)).filter(Boolean).map((store) => [store.lat, store.lon]);
  const ends = start ? [start] : [];
  return L.polyline([...ends, ...places, ...ends], { color: colourOf(`--route-${route.colour}`), weight: 3, opacity: 0.75 });
}

function pointOf(store, words) {
  const colour = colourOf(`--class-${store.class.toLowerCase()}`);
  const point = L.circleMarker([store.lat, store.lon], {
    radius: 7,
    color: colour,
    weight: 2,
    fillColor: colour,
    fillOpacity: store.isPlaced ? 0.85 : 0,
    dashArray: store.isPlaced ? null : "3 3",
  });
  point.bindTooltip(textOf(`${store.class} · ${store.name}${store.isPlaced ? "" : ` · ${words.leftOut}`}`));
  point.on("click", () => window.location.assign(store.url));
  return point;
}

function listen({ map, lines }) {
  document.querySelectorAll("[data-route]").forEach((button) => {
    button.addEventListener("click", () => {
      const isShown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isShown));
      const line = lines.get(button.dataset.route);
      if (isShown) {
        line.addTo(map);
      } else {
        line.remove();
      }
    });
  });
}

const box = document.getElementById("route-map");
if (box) {
  listen(draw(box));
}
