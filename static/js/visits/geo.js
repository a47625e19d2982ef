// Distances as people read them; positions stay in this page unless a form takes one along.

export const DENIED = 1;
const EARTH_METRES = 6371008.8;
const METRES = inUnit("meter", 0);
const KILOMETRES = inUnit("kilometer", 1);

export function metresBetween(here, there) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const lat = Math.sin(radians(there.lat - here.lat) / 2);
  const lon = Math.sin(radians(there.lon - here.lon) / 2);
  const chord = lat * lat + Math.cos(radians(here.lat)) * Math.cos(radians(there.lat)) * lon * lon;
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

export function inWords(metres) {
  return metres < 1000 ? METRES.format(metres) : KILOMETRES.format(metres / 1000);
}

function inUnit(unit, digits) {
  const places = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, ...places });
}

export function placeOf(element) {
  const { lon, lat } = element.dataset;
  return lon === undefined ? null : { lon: Number(lon), lat: Number(lat) };
}

// Indoors the exact way often finds nothing; the network's rougher answer is better than none.
export function locate() {
  return ask(true).catch((error) => {
    if (error.code === DENIED) {
      throw error;
    }
    return ask(false);
  });
}

function ask(enableHighAccuracy) {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) {
      reject(new Error("none"));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
      reject,
      { enableHighAccuracy, timeout: 15000, maximumAge: 10000 },
    );
  });
}
