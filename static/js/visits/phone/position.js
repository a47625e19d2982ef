// Where the phone is: kept nowhere here, and asked for only where the person already permitted it or checks in.

import { locate } from "../geo.js";

const FRESH_MS = 60000;
let last = null;

// For distances in a list: silent, quick, and without a question.
export async function here() {
  if (last && Date.now() - last.at < FRESH_MS) {
    return last.fix;
  }
  const permission = await navigator.permissions?.query({ name: "geolocation" }).catch(() => null);
  if (permission?.state === "granted") {
    locate().then(remember, () => {});
  }
  return last?.fix ?? null;
}

export async function take() {
  const fix = await locate();
  remember(fix);
  return fix;
}

function remember(fix) {
  last = { fix, at: Date.now() };
}
