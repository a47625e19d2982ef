// Asks the server, and believes only what names its question: no login page is ever an answer.

const PATIENCE_MS = 30000;
const MOST_DIGESTS = 500;
const addresses = document.body.dataset;

export class NoNetwork extends Error {}
export class SignedOut extends Error {}
export class OtherPerson extends Error {}

// There is a network, and the server says no: that is told with its number, and never taken for a missing network.
export class Refused extends Error {
  constructor(status) {
    super(`refused: ${status}`);
    this.status = status;
  }
}

let token = "";

async function ask(address, options = {}) {
  const patience = new AbortController();
  const end = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    // A redirect is the way to the login page: not followed, it cannot be taken for an answer.
    const answer = await fetch(address, { ...options, redirect: "manual", cache: "no-store", signal: patience.signal });
    if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 401) {
      throw new SignedOut();
    }
    // The patience spans the body: one that stalls would hold the turn of all tabs.
    const text = await answer.text();
    return { status: answer.status, told: jsonOf(text), bytes: Number(answer.headers.get("Content-Length")) };
  } catch (error) {
    throw error instanceof SignedOut ? error : new NoNetwork();
  } finally {
    clearTimeout(end);
  }
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noAnswer({ status }) {
  return status >= 400 && status < 500 ? new Refused(status) : new NoNetwork();
}

// Whose session this is; the token is fresh, whatever page this is and however old.
export async function who() {
  const answer = await ask(addresses.who);
  if (answer.status !== 200 || !answer.told?.token) {
    throw noAnswer(answer);
  }
  token = answer.told.token;
  return answer.told;
}

async function post(address, body, headers) {
  const send = () => ask(address, { method: "POST", body, headers: { ...headers, "X-CSRFToken": token } });
  const answer = await send();
  if (answer.status !== 403) {
    return answer;
  }
  if (answer.told?.other_person) {
    throw new OtherPerson();
  }
  await who();
  return send();
}

export function postVisit(draft, person) {
  return post(`${addresses.visits}${draft.client_id}/`, draft.body, {
    "Content-Type": "application/json",
    "X-Person": person,
    "X-Body-Sha256": draft.digest,
    "X-Device-At": new Date().toISOString(),
  });
}

export function postPiece(photo, piece, person) {
  return post(`${addresses.photos}${photo.client_id}/`, piece, {
    "Content-Type": "application/octet-stream",
    "X-Person": person,
    "X-Visit": photo.visit,
    "X-Step": photo.step,
    "X-Sha256": photo.sha256,
    "X-Size": String(photo.size),
    "X-Offset": String(photo.offset),
    "X-Taken-At": photo.taken_at,
    "X-Place": photo.place ?? "",
  });
}

// The day's data: nothing where it is the same as before, else what changed of it. A phone that has more parts than
// one question may name asks for the day in spans of the parts' names.
export async function fetchDay(etag, kept, person) {
  const parts = [];
  let day = null;
  let bytes = 0;
  let after = "";
  for (const span of spansOf(kept)) {
    const { name: until } = span.isLast ? { name: null } : span.kept.at(-1);
    const answer = await askDay({ have: span.kept.map((one) => one.digest), etag, after, until }, person);
    const { told } = answer;
    if (told.is_same) {
      return { isSame: true };
    }
    if (day && day.etag !== told.etag) {
      // It changed between two spans: all anew, so that no half of an older day is kept.
      return fetchDay(etag, kept, person);
    }
    day = told;
    bytes += answer.bytes;
    parts.push(...told.parts);
    after = until;
  }
  return { pack: { on: day.on, parts }, etag: day.etag, bytes };
}

async function askDay(question, person) {
  const headers = { "Content-Type": "application/json", "X-Person": person };
  const answer = await post(addresses.day, JSON.stringify(question), headers);
  if (answer.status !== 200 || !(answer.told?.is_same || answer.told?.parts)) {
    throw noAnswer(answer);
  }
  return answer;
}

function spansOf(kept) {
  const count = Math.max(1, Math.ceil(kept.length / MOST_DIGESTS));
  return Array.from({ length: count }, (_, place) => ({
    kept: kept.slice(place * MOST_DIGESTS, (place + 1) * MOST_DIGESTS),
    isLast: place === count - 1,
  }));
}
