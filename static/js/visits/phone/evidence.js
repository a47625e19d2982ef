// What will be noticed about the open visit, said while it can still be mended; the same lines as the server's (H5.3).

const MINUTE_MS = 60000;
const POOR_METRES = 200;
const OLD_PHOTO_MINUTES = 15;

export function marksOf(draft, shop, at) {
  const length = shop && lengthOf(draft, shop, at);
  return [shop && placeOf(draft, shop), ...draft.photos.map((photo) => photoOf(photo, draft)), length].filter(Boolean);
}

function placeOf({ arrival, distance }, shop) {
  if (arrival.lon === undefined) {
    return { code: "no_position" };
  }
  if (shop.lon === null || distance === undefined) {
    return { code: "store_without_position" };
  }
  const accuracy = arrival.accuracy_metres;
  const params = { distance_metres: Math.round(distance), accuracy_metres: accuracy };
  if (distance - accuracy > shop.radius) {
    return { code: "outside", ...params };
  }
  return accuracy > POOR_METRES || distance > shop.radius ? { code: "poor_accuracy", ...params } : null;
}

function lengthOf(draft, shop, at) {
  const minutes = Math.round((Date.parse(draft.left_at ?? at) - Date.parse(draft.arrival.device_at)) / MINUTE_MS);
  const shortest = shop.shortest_minutes ?? 0;
  return minutes < shortest ? { code: "too_short", minutes, shortest_minutes: shortest } : null;
}

function photoOf({ taken_at: takenAt, again }, { arrival }) {
  if (again) {
    return { code: "photo_reused", day: again };
  }
  const minutes = Math.round((Date.parse(arrival.device_at) - Date.parse(takenAt)) / MINUTE_MS);
  return minutes > OLD_PHOTO_MINUTES ? { code: "photo_old", minutes } : null;
}
