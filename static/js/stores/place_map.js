// Picks a store's position: a tap or a drag sets the fields, the fields set the point. No tiles, no network.

import { standHere } from "./stand_here.js";
import { colourOf, schematicMap, textOf } from "../web/schematic_map.js";

const FIT_PADDING = [24, 24];
const NEAR_ZOOM = 12;
const PLACES = 6;

const box = document.getElementById("place-map");
const lon = document.querySelector('[name="lon"]');
const lat = document.querySelector('[name="lat"]');
const system = document.querySelector('[name="position_system"]');
const text = document.querySelector('[name="position_text"]');

function draw() {
  const around = JSON.parse(document.getElementById(box.dataset.source).textContent);
  const map = schematicMap(box, { maxZoom: 19 });
  const grey = colourOf("--ink-faint");
  const stores = around.stores.map(([name, x, y]) =>
    L.circleMarker([y, x], { radius: 5, color: grey, weight: 1, fillColor: grey, fillOpacity: 0.5 }).bindTooltip(textOf(name)));
  const districts = around.districts.map(([name, x, y]) =>
    L.circleMarker([y, x], { radius: 1, color: grey, interactive: false })
      .bindTooltip(textOf(name), { permanent: true, direction: "center", className: "place-name" }));
  [...stores, ...districts].forEach((point) => point.addTo(map));
  return { map, start: around.start, known: districts.length ? districts : stores };
}

function typedPoint() {
  const isWgs84 = !system || system.value === "wgs84";
  const point = [Number.parseFloat(lat.value), Number.parseFloat(lon.value)];
  return isWgs84 && point.every(Number.isFinite) && Math.abs(point[0]) <= 90 ? point : null;
}

function take({ lat: y, lng: x }) {
  lon.value = x.toFixed(PLACES);
  lat.value = y.toFixed(PLACES);
  text.value = "";
  if (system) {
    system.value = "wgs84";
  }
  lon.dispatchEvent(new Event("input", { bubbles: true }));
}

function listen({ map, start, known }) {
  const icon = L.divIcon({ className: "place-pin", iconSize: [44, 44], iconAnchor: [22, 22] });
  const pin = L.marker([0, 0], { icon, draggable: true, keyboard: false, title: box.dataset.here, alt: box.dataset.here });
  const show = (point) => pin.setLatLng(point).addTo(map);
  const follow = () => {
    const point = typedPoint();
    if (point) {
      show(point);
      map.panTo(point);
    }
  };
  map.on("click", (event) => {
    show(event.latlng);
    take(event.latlng);
  });
  standHere(({ lon: lng, lat }) => {
    show({ lng, lat });
    map.setView({ lng, lat }, NEAR_ZOOM);
    take({ lng, lat });
  });
  pin.on("dragend", () => take(pin.getLatLng()));
  [lon, lat].forEach((field) => field.addEventListener("change", follow));
  const point = typedPoint();
  if (point) {
    show(point);
    map.setView(point, NEAR_ZOOM);
  } else if (start) {
    map.setView([start[1], start[0]], NEAR_ZOOM);
  } else if (known.length) {
    map.fitBounds(L.featureGroup(known).getBounds(), { padding: FIT_PADDING });
  } else {
    map.setView([35, 105], 4);
  }
}

if (box && lon && lat) {
  const card = document.getElementById("place-map-card");
  card.hidden = false;
  document.getElementById("div_id_lon").closest("form").querySelector(".form-end").before(card);
  listen(draw());
}
