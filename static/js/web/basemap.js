// What lies under the points of a map: nothing, an outline of one's own, or tiles, as the installation's settings say.

import { Gcj02 } from "./gcj02.js";

const given = document.querySelector("meta[name=map-ground]");
const ground = given ? JSON.parse(given.content) : {};

export function groundOptions() {
  return ground.datum === "gcj02" ? { crs: Gcj02 } : {};
}

export function addGround(map, lineColour) {
  L.control.scale({ imperial: false }).addTo(map);
  if (ground.tiles) {
    L.tileLayer(ground.tiles, { subdomains: ground.subdomains, maxZoom: 19, attribution: "" }).addTo(map);
  }
  if (ground.attribution) {
    const words = document.createElement("span");
    words.textContent = ground.attribution;
    L.control.attribution({ prefix: false }).addAttribution(words.outerHTML).addTo(map);
  }
  if (ground.outline) {
    addOutline(map, lineColour).catch(() => {});
  }
}

async function addOutline(map, lineColour) {
  const answer = await fetch(ground.outline);
  if (!answer.ok || answer.redirected) {
    return;
  }
  const style = { color: lineColour, weight: 1.5, fillOpacity: 0.04, interactive: false };
  const outline = L.geoJSON(await answer.json(), { style, pointToLayer: (_, place) => L.circleMarker(place, { radius: 3, ...style }) });
  map.addLayer(outline);
  outline.eachLayer((layer) => layer.bringToBack?.());
}
