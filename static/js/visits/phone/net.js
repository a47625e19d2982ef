// Asks the server, and believes only what names its question: no login page is ever an answer.

const PATIENCE_MS = 30000;
const addresses = document.body.dataset;

export class NoNetwork extends Error {}
export class SignedOut extends Error {}
export class OtherPerson extends Error {}

let token = "";

async function ask(address, options = {}) {
  const patience = new AbortController();
  const end = setTimeout(() => patience.abort(), PATIENCE_MS);
  let answer;
  try {
    // A redirect is the way to the login page: not followed, it cannot be taken for an answer.
    answer = await fetch(address, { ...options, redirect: "manual", cache: "no-store", signal: patience.signal });
  } catch {
    throw new NoNetwork();
  } finally {
    clearTimeout(end);
  }
  if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 401) {
    throw new SignedOut();
  }
  return answer;
}

async function jsonOf(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}

// Whose session this is; the token is fresh, whatever page this is and however old.
export async function who() {
  const answer = await ask(addresses.who);
  const told = answer.ok ? await jsonOf(answer) : null;
  if (!told?.token) {
    throw new NoNetwork();
  }
  token = told.token;
  return told;
}

async function post(address, body, headers) {
  const send = () => ask(address, { method: "POST", body, headers: { ...headers, "X-CSRFToken": token } });
  let answer = await send();
  if (answer.status === 403) {
    const told = await jsonOf(answer);
    if (told?.other_person) {
      throw new OtherPerson();
    }
    await who();
    answer = await send();
  }
  return { status: answer.status, told: await jsonOf(answer) };
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
  });
}

// The day's data: nothing where it is the same as before, else what changed of it.
export async function fetchDay(etag, have) {
  const headers = etag ? { "If-None-Match": etag } : {};
  const answer = await ask(`${addresses.day}?have=${have.join(",")}`, { headers });
  if (answer.status === 304) {
    return { isSame: true };
  }
  const pack = answer.ok ? await jsonOf(answer) : null;
  if (!pack?.parts) {
    throw new NoNetwork();
  }
  return { pack, etag: answer.headers.get("ETag"), bytes: Number(answer.headers.get("Content-Length")) };
}
