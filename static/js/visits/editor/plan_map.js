// The map beside the lists: every route in its colour, the chosen day strong and numbered, its stops to be taken elsewhere.

import { colourOf, drawDegrees, nameInFrame, schematicMap, textOf } from "../../web/schematic_map.js";
import { MarkerDrag } from "./marker_drag.js";

const CHINA = [[20, 98], [46, 126]];
const FIT = { padding: [24, 24], maxZoom: 15 };
const REACH_PIXELS = 24;
const STOP = ".editor-number-place";
const DAYS = ".chip[data-day], ol[data-day]";
const ABOVE = 10_000;

export class PlanMap {
  #shown = null;
  #target = null;
  #others = [];
  #path = [];

  // `on` has store(id) for a point touched and drop(store, target) for a stop taken elsewhere: a day, a place, or neither.
  constructor(box, stores, start, on) {
    Object.assign(this, { stores, start, on, lines: L.layerGroup(), numbers: L.layerGroup(), stops: new Map() });
    this.map = schematicMap(box);
    const placed = [...stores.values()].filter((store) => store.lat !== null);
    const points = placed.map((store) => this.#point(store));
    const ends = start ? [L.circleMarker(start, { radius: 5, color: colourOf("--ink"), fillOpacity: 0 })] : [];
    drawDegrees(this.map);
    this.map.fitBounds(points.length ? L.featureGroup([...points, ...ends]).getBounds() : CHINA, FIT);
    [this.lines, ...points, ...ends, this.numbers].forEach((layer) => layer.addTo(this.map));
    nameInFrame(this.map, placed.map(({ lat, lon, name }) => ({ place: [lat, lon], words: name })));
    new MarkerDrag(this.map, STOP, {
      take: (element) => this.#take(storeOf(element)),
      drag: (element, event) => this.#drag(storeOf(element), event),
      drop: (element) => this.#drop(storeOf(element)),
      cancel: () => this.#release(),
    });
  }

  show(orders, answer, chosen) {
    this.#shown = [orders, answer, chosen];
    this.lines.clearLayers();
    const drawn = new Set();
    const inOrder = [...answer.days].sort((one, other) => (one.day === chosen) - (other.day === chosen));
    for (const { day, route, colour } of inOrder) {
      const isChosen = day === chosen;
      if (isChosen || !drawn.has(route)) {
        drawn.add(route);
        const line = this.#line(orders[day], colour, isChosen);
        this.line = isChosen ? line : this.line;
      }
      if (isChosen) {
        this.#numberAll(orders[day], colour);
      }
    }
  }

  holds(element) {
    return this.map.getContainer().contains(element);
  }

  focus(_day, store) {
    this.stops.get(store).marker.getElement().focus({ preventScroll: true });
  }

  #line(order, colour, isChosen) {
    const style = { color: colourOf(`--route-${colour || 1}`), weight: isChosen ? 4 : 2, opacity: isChosen ? 0.95 : 0.3, interactive: false };
    return L.polyline(this.#places(order), style).addTo(this.lines);
  }

  #places(order) {
    const places = order.map((store) => this.#placeOf(store));
    const ends = this.start && places.length ? [this.start] : [];
    return [...ends, ...places, ...ends];
  }

  #placeOf(store) {
    const { lat, lon } = this.stores.get(store);
    return [lat, lon];
  }

  // Markers stay the same elements from step to step, so that the one in focus keeps it.
  #numberAll(order, colour) {
    const inOrder = new Set(order);
    [...this.stops].filter(([store]) => !inOrder.has(store)).forEach(([, { marker }]) => marker.removeFrom(this.numbers));
    order.forEach((store, place) => {
      if (!this.stops.has(store)) {
        this.stops.set(store, this.#stop(store));
      }
      const { marker, label } = this.stops.get(store);
      const { class: letter, name } = this.stores.get(store);
      label.textContent = String(place + 1);
      label.className = `editor-number route-${colour || 1}`;
      marker.setLatLng(this.#placeOf(store)).setZIndexOffset(0).addTo(this.numbers);
      marker.getElement().title = `${place + 1} · ${letter} · ${name}`;
    });
  }

  #stop(store) {
    const label = textOf("");
    const icon = L.divIcon({ className: STOP.slice(1), html: label, iconSize: [22, 22] });
    const marker = L.marker(this.#placeOf(store), { icon });
    marker.on("add", () => {
      marker.getElement().dataset.store = store;
    });
    return { marker, label };
  }

  // The line closes over the stop that is taken off it, and opens where that would go.
  #take(store) {
    const [orders, , chosen] = this.#shown;
    this.#others = orders[chosen].filter((one) => one !== store);
    this.#path = this.#places(this.#others);
    this.line.setLatLngs(this.#path);
    this.stops.get(store).marker.setZIndexOffset(ABOVE).getElement().classList.add("is-taken");
  }

  #drag(store, event) {
    const point = this.map.mouseEventToContainerPoint(event);
    const here = this.map.containerPointToLatLng(point);
    this.stops.get(store).marker.setLatLng(here);
    this.#aim(this.#dayUnder(event) ?? this.#placeUnder(point));
    const { leg } = this.#target ?? {};
    this.line.setLatLngs(leg === undefined ? this.#path : [...this.#path.slice(0, leg + 1), here, ...this.#path.slice(leg + 1)]);
  }

  #aim(target) {
    this.#target?.element?.classList.remove("is-target");
    this.#target = target;
    target?.element?.classList.add("is-target");
  }

  #dayUnder({ clientX, clientY }) {
    const element = document.elementFromPoint(clientX, clientY)?.closest(DAYS);
    return element && { element, day: element.dataset.day === "" ? null : Number(element.dataset.day) };
  }

  #placeUnder(point) {
    const points = this.#path.map((place) => this.map.latLngToContainerPoint(place));
    const legs = points.slice(1).map((end, leg) => ({ leg, distance: L.LineUtil.pointToSegmentDistance(point, points[leg], end) }));
    const nearest = legs.reduce((best, one) => (one.distance < (best?.distance ?? REACH_PIXELS) ? one : best), null);
    return nearest && { leg: nearest.leg, place: nearest.leg + (this.start ? 0 : 1) };
  }

  #drop(store) {
    const target = this.#target;
    this.#release();
    const [orders, , chosen] = this.#shown;
    const isSame = target?.day === chosen || target?.place === orders[chosen].indexOf(store);
    if (!isSame) {
      this.on.drop(store, target && { day: chosen, ...target });
    }
  }

  #release() {
    this.#aim(null);
    this.stops.forEach(({ marker }) => marker.getElement()?.classList.remove("is-taken"));
    this.show(...this.#shown);
  }

  #point(store) {
    const colour = colourOf(`--class-${store.class.toLowerCase()}`);
    const point = L.circleMarker([store.lat, store.lon], { radius: 6, color: colour, weight: 2, fillColor: colour, fillOpacity: 0.85 });
    point.bindTooltip(textOf(`${store.class} · ${store.name}`));
    return point.on("click", () => this.on.store(store.id));
  }
}

function storeOf(element) {
  return Number(element.dataset.store);
}
