// The map beside the lists: every route in its colour, the chosen day strong and numbered.

import { colourOf, drawDegrees, nameInFrame, schematicMap, textOf } from "../../web/schematic_map.js";

const CHINA = [[20, 98], [46, 126]];
const FIT = { padding: [24, 24], maxZoom: 15 };

export class PlanMap {
  constructor(box, stores, start, onStore) {
    Object.assign(this, { stores, start, lines: L.layerGroup(), numbers: L.layerGroup() });
    this.map = schematicMap(box);
    const placed = [...stores.values()].filter((store) => store.lat !== null);
    const points = placed.map((store) => this.#point(store, onStore));
    const ends = start ? [L.circleMarker(start, { radius: 5, color: colourOf("--ink"), fillOpacity: 0 })] : [];
    drawDegrees(this.map);
    this.map.fitBounds(points.length ? L.featureGroup([...points, ...ends]).getBounds() : CHINA, FIT);
    [this.lines, ...points, ...ends, this.numbers].forEach((layer) => layer.addTo(this.map));
    nameInFrame(this.map, placed.map(({ lat, lon, name }) => ({ place: [lat, lon], words: name })));
  }

  show(orders, answer, chosen) {
    this.lines.clearLayers();
    this.numbers.clearLayers();
    const drawn = new Set();
    const inOrder = [...answer.days].sort((one, other) => (one.day === chosen) - (other.day === chosen));
    for (const { day, route, colour } of inOrder) {
      const isChosen = day === chosen;
      if (isChosen || !drawn.has(route)) {
        drawn.add(route);
        this.#line(orders[day], colour, isChosen);
      }
      if (isChosen) {
        orders[day].forEach((store, place) => this.#number(this.stores.get(store), place + 1, colour));
      }
    }
  }

  #line(order, colour, isChosen) {
    const places = order.map((store) => this.stores.get(store)).map(({ lat, lon }) => [lat, lon]);
    const ends = this.start && places.length ? [this.start] : [];
    const style = { color: colourOf(`--route-${colour || 1}`), weight: isChosen ? 4 : 2, opacity: isChosen ? 0.95 : 0.3, interactive: false };
    this.lines.addLayer(L.polyline([...ends, ...places, ...ends], style));
  }

  #number({ lat, lon }, place, colour) {
    const html = textOf(String(place));
    html.className = `editor-number route-${colour || 1}`;
    const icon = L.divIcon({ className: "editor-number-place", html, iconSize: [22, 22] });
    this.numbers.addLayer(L.marker([lat, lon], { icon, interactive: false, keyboard: false }));
  }

  #point(store, onStore) {
    const colour = colourOf(`--class-${store.class.toLowerCase()}`);
    const point = L.circleMarker([store.lat, store.lon], { radius: 6, color: colour, weight: 2, fillColor: colour, fillOpacity: 0.85 });
    point.bindTooltip(textOf(`${store.class} · ${store.name}`));
    return point.on("click", () => onStore(store.id));
  }
}
