// Chinese tiles are drawn some hundred metres aside (GCJ-02). This map puts places given in WGS-84 where such tiles have them.

const HALF_AXIS = 6378245;
const ECCENTRICITY_SQUARED = 0.00669342162296594323;
const rad = (degrees) => (degrees * Math.PI) / 180;

function shift({ lat, lng }) {
  const x = lng - 105;
  const y = lat - 35;
  const waves = 20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI);
  const north =
    -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) +
    ((waves + 20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI) + 160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  const east =
    300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) +
    ((waves + 20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI) + 150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(rad(lat)) ** 2;
  return {
    lat: (north * 180) / (((HALF_AXIS * (1 - ECCENTRICITY_SQUARED)) / (bend * Math.sqrt(bend))) * Math.PI),
    lng: (east * 180) / ((HALF_AXIS / Math.sqrt(bend)) * Math.cos(rad(lat)) * Math.PI),
  };
}

function isInChina({ lat, lng }) {
  return lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

function shifted(place) {
  if (!isInChina(place)) {
    return place;
  }
  const by = shift(place);
  return L.latLng(place.lat + by.lat, place.lng + by.lng);
}

function takenBack(place) {
  if (!isInChina(place)) {
    return place;
  }
  let found = place;
  for (let round = 0; round < 3; round += 1) {
    const by = shift(found);
    found = L.latLng(place.lat - by.lat, place.lng - by.lng);
  }
  return found;
}

export const Gcj02 = window.L && L.extend({}, L.CRS.EPSG3857, {
  projection: {
    ...L.Projection.SphericalMercator,
    project: (place) => L.Projection.SphericalMercator.project(shifted(place)),
    unproject: (point) => takenBack(L.Projection.SphericalMercator.unproject(point)),
  },
});
