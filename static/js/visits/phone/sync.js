// Sends what waits and fetches the day: once at a time over all tabs, each record by itself, in any order.

import { dayOf, digestOf } from "./draft.js";
import { NoNetwork, OtherPerson, Refused, SignedOut, fetchDay, postPiece, postVisit, who } from "./net.js";
import {
  changePhoto,
  changeVisit,
  deletePhoto,
  digests,
  keepPack,
  meta,
  person,
  photos,
  setMeta,
  unsent,
  visit,
  visits,
} from "./store.js";

const PIECE = 128 * 1024;
const FRESH_MS = 15 * 60 * 1000;
const NUDGE_MS = 3000;
const KEPT_MS = 31 * 86400000;
const MOST_FAILURES = 5;
// A record that stalls alone waits 1, 2, 4 … minutes and its pieces become smaller; after two in a row the pass ends.
const PAUSE_MS = 60000;
const LONGEST_PAUSE_MS = 15 * 60000;
const SMALLEST_SHIFT = 3;
const MOST_STALLS = 2;
// Answers of the server's patience, which say nothing about the record itself.
const IMPATIENT = [408, 425, 429];
// Nor do these about a photo: the session, a piece that goes on elsewhere.
const PASSING = new Set([...IMPATIENT, 403, 409]);

let waiting = null;
let isWanted = false;

// Several calls while one waits are one, asked by the person if one of them was; a call during a pass makes one more.
export function sync({ isAsked = false } = {}) {
  isWanted ||= isAsked;
  waiting ??= navigator.locks.request(`salesops-sync-${person()}`, async () => {
    const wasAsked = isWanted;
    waiting = null;
    isWanted = false;
    return pass(wasAsked);
  });
  return waiting;
}

// After a step: only if something waits, and not at every digit.
let lastNudge = 0;

export async function nudge() {
  const { ready, photos: waitingPhotos } = await unsent();
  if ((ready.length || waitingPhotos.length) && Date.now() - lastNudge > NUDGE_MS) {
    lastNudge = Date.now();
    sync();
  }
}

async function pass(isAsked) {
  let status = "ok";
  try {
    const told = await who();
    if (String(told.user) !== person()) {
      await setMeta("other", { name: told.name, id: told.is_rep ? String(told.user) : null });
      throw new OtherPerson();
    }
    await setMeta("clock_offset", Date.parse(told.at) - Date.now());
    const isAllAnswered = await sendAll(isAsked);
    await refresh(isAsked);
    status = isAllAnswered ? "ok" : "later";
  } catch (error) {
    status = statusOf(error);
    await setMeta("refused_by", error.status ?? null);
  }
  await setMeta("status", status);
  return status;
}

function statusOf(error) {
  if (error instanceof SignedOut) {
    return "signed_out";
  }
  if (error instanceof OtherPerson) {
    return "other";
  }
  if (error instanceof NoNetwork) {
    return "offline";
  }
  if (error instanceof Refused) {
    return "refused";
  }
  throw error;
}

// Who stalled before has its turn after the others.
async function sendAll(isAsked) {
  const drafts = (await visits()).filter((one) => one.state === "ready");
  const pictures = (await photos()).filter((one) => one.state === "waiting");
  const turns = [
    ...inTurn(drafts).map((draft) => [draft, sendVisit, changeVisit]),
    ...inTurn(pictures).map((photo) => [photo, sendPhoto, changePhoto]),
  ];
  let isAllAnswered = true;
  let stalls = 0;
  for (const [record, send, change] of turns) {
    const isDue = isAsked || !(record.again_at > Date.now());
    const outcome = isDue && stalls < MOST_STALLS ? await outlast(record, send, change) : "later";
    stalls = outcome === "stalled" ? stalls + 1 : outcome === "later" ? stalls : 0;
    isAllAnswered &&= outcome === true;
  }
  await tidy();
  return isAllAnswered;
}

const inTurn = (records) => [...records].sort((one, other) => (one.stalls ?? 0) - (other.stalls ?? 0));

// A body that something on the way never lets through must not hold up the next ones; where the server answers a small
// question, there is a network, and it is this record that stalls.
async function outlast(record, send, change) {
  try {
    return await send(record);
  } catch (error) {
    if (!(error instanceof NoNetwork)) {
      throw error;
    }
    await who();
    const stalls = (record.stalls ?? 0) + 1;
    const pause = Math.min(PAUSE_MS * 2 ** (stalls - 1), LONGEST_PAUSE_MS);
    await change(record.client_id, (one) => Object.assign(one, { stalls, again_at: Date.now() + pause }));
    return "stalled";
  }
}

// Received is only what the answer names by id and digest; refused only with reasons. All else is sent again.
async function sendVisit(draft) {
  const { status, told } = await postVisit(draft, person());
  const isMine = told?.client_id === draft.client_id && told?.body_sha256 === draft.digest;
  if (isMine && status === 200 && told.receipt?.number) {
    await changeVisit(draft.client_id, (one) => (one.digest === draft.digest ? received(one, told) : one));
    return true;
  }
  if (isMine && (status === 409 || status === 422) && Array.isArray(told.mistakes)) {
    await changeVisit(draft.client_id, (one) => {
      if (one.digest === draft.digest) {
        Object.assign(one, { state: "refused", mistakes: told.mistakes, parked: told.parked, kind: told.kind });
      }
    });
    return true;
  }
  return status >= 400 && status < 500 && !IMPATIENT.includes(status) ? failedVisit(draft, status) : false;
}

// Refused by something that gives no reason, a gateway perhaps: told with its number in the end, and not sent for ever.
async function failedVisit(draft, status) {
  const failures = (draft.failures ?? 0) + 1;
  const isOver = failures >= MOST_FAILURES;
  await changeVisit(draft.client_id, (one) => {
    if (one.digest === draft.digest) {
      Object.assign(one, { failures }, isOver && { state: "refused", refused_by: status });
    }
  });
  return isOver;
}

// The person's own wish: the same visit, with as many tries as the first time.
export async function sendVisitAgain(id) {
  await changeVisit(id, (one) => {
    if (one.state === "refused" && one.refused_by) {
      Object.assign(one, { state: "ready", failures: 0, refused_by: null });
    }
  });
  sync();
}

// The copy goes; what stays is the line of the evening with its receipt.
function received(draft, { receipt, visit: stored }) {
  const { client_id, store, store_name, store_class, on, left_at } = draft;
  const imeis = (stored?.imeis ?? []).filter(({ is_good: isGood }) => !isGood);
  const kept = { client_id, store, store_name, store_class, on, left_at, odd_imeis: imeis };
  return { ...kept, state: "received", receipt, received_at: Date.now() };
}

// A photo that cannot arrive ends as a refused one with its cure, and the next one has its turn.
async function sendPhoto(photo) {
  if (!(await isWhole(photo))) {
    return refuse(photo, { is_damaged: true });
  }
  let { offset } = photo;
  const length = PIECE >> Math.min(photo.stalls ?? 0, SMALLEST_SHIFT);
  for (let tries = 0; tries < 400; tries += 1) {
    const piece = photo.blob.slice(offset, offset + length);
    const { status, told } = await postPiece({ ...photo, offset }, piece, person());
    if (told?.client_id !== photo.client_id || told?.sha256 !== photo.sha256) {
      return status >= 400 && status < 500 && !PASSING.has(status) ? failed(photo) : false;
    }
    if (status === 422 || told.refusal) {
      return refuse(photo, { reason: told.refusal });
    }
    if (told.is_received) {
      await settle(photo);
      return true;
    }
    const wasLast = offset + piece.size === photo.size;
    offset = told.received_bytes;
    await changePhoto(photo.client_id, (one) => ({ ...one, offset }));
    if (wasLast && offset === 0) {
      return failed(photo);
    }
  }
  return failed(photo);
}

// The file on the phone is what the visit says of it; what cannot be read would look like a missing network.
async function isWhole({ blob, sha256 }) {
  try {
    return (await digestOf(await blob.arrayBuffer())) === sha256;
  } catch {
    return false;
  }
}

async function refuse(photo, why) {
  await changePhoto(photo.client_id, (one) => ({ ...one, state: "refused", ...why }));
  return true;
}

// Damaged on its way, or not taken without a reason: sent again with the next pass, but not for ever.
async function failed(photo) {
  const failures = (photo.failures ?? 0) + 1;
  if (failures >= MOST_FAILURES) {
    return refuse(photo, { is_failing: true });
  }
  await changePhoto(photo.client_id, (one) => ({ ...one, failures }));
  return false;
}

// The person's own wish: from its beginning, with as many tries as the first time.
export async function sendAgain(id) {
  await changePhoto(id, (one) => ({ ...one, state: "waiting", offset: 0, failures: 0, is_failing: false }));
  sync();
}

// While its visit is open a received photo is still shown there; after that the copy goes.
async function settle(photo) {
  const draft = await visit(photo.visit);
  if (draft?.state === "received" || !draft) {
    await deletePhoto(photo.client_id);
  } else {
    await changePhoto(photo.client_id, (one) => ({ ...one, state: "received" }));
  }
}

async function tidy() {
  const all = await visits();
  const gone = new Set(all.filter((one) => one.state === "received").map((one) => one.client_id));
  for (const photo of await photos()) {
    if (photo.state === "received" && gone.has(photo.visit)) {
      await deletePhoto(photo.client_id);
    }
  }
}

export const isOld = (draft) => draft.state === "received" && Date.now() - draft.received_at > KEPT_MS;

async function refresh(isAsked) {
  const [fetchedAt, on, etag] = await Promise.all([meta("fetched_at"), meta("on"), meta("etag")]);
  const now = Date.now();
  if (!isAsked && on === dayOf(now) && now - (fetchedAt ?? 0) < FRESH_MS) {
    return;
  }
  const answer = await fetchDay(etag, await digests(), person());
  if (answer.isSame) {
    await setMeta("fetched_at", now);
    return;
  }
  const { pack, bytes } = answer;
  await keepPack(pack.parts, { on: pack.on, etag: answer.etag, bytes, fetched_at: now });
}
