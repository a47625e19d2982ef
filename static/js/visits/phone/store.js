// What this phone keeps, in one database for each person: nothing of one is ever seen or sent by another.

import { openDB } from "../../../vendor/idb/index.js";

const PERSON = "salesops-person";
const VERSION = 1;
const talk = new BroadcastChannel("salesops");
const listeners = new Set();

let database = null;
let owner = null;

export const person = () => owner;

// An update of the app adds what is new and never drops what waits.
export async function openFor(id) {
  if (owner === id && database) {
    return;
  }
  database?.close();
  database = await openDB(`salesops-${id}`, VERSION, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore("parts", { keyPath: "name" });
        db.createObjectStore("visits", { keyPath: "client_id" });
        db.createObjectStore("photos", { keyPath: "client_id" });
        db.createObjectStore("meta");
      }
    },
    blocking() {
      database.close();
      location.reload();
    },
  });
  owner = id;
  await rememberPerson(id);
}

// Cookies and the browser's small storage reach the disk half a minute later; a phone that loses its power before has
// its visits and must know whose they are.
const openPeople = () => openDB("salesops-people", 1, { upgrade: (db) => db.createObjectStore("people") });

export async function rememberPerson(id) {
  localStorage.setItem(PERSON, id);
  const people = await openPeople();
  await people.put("people", id, "last");
  people.close();
}

export async function lastPerson() {
  const people = await openPeople();
  const last = await people.get("people", "last");
  people.close();
  return last ?? localStorage.getItem(PERSON);
}

export function onChange(listener) {
  listeners.add(listener);
}

function tell(change) {
  talk.postMessage({ ...change, owner });
  listeners.forEach((listener) => listener({ ...change, isHere: true }));
}

talk.addEventListener("message", ({ data }) => {
  if (data.owner === owner) {
    listeners.forEach((listener) => listener({ ...data, isHere: false }));
  }
});

export const meta = (key) => database.get("meta", key);

export async function setMeta(key, value) {
  await database.put("meta", value, key);
  tell({ kind: "meta", key });
}

export async function part(name) {
  return (await database.get("parts", name))?.content ?? null;
}

export async function shop(id) {
  return part(`store-${id}`);
}

export async function shops() {
  const found = await database.getAll("parts", IDBKeyRange.bound("store-", "store-\uffff"));
  return found.map((one) => one.content);
}

// In the order of their names.
export const digests = async () => (await database.getAll("parts")).map(({ name, digest }) => ({ name, digest }));

// A whole new pack: what is not named in it any more goes, what came as a digest alone stays.
export async function keepPack(parts, about) {
  const change = database.transaction(["parts", "meta"], "readwrite");
  const kept = change.objectStore("parts");
  const named = new Set(parts.map((one) => one.name));
  for (const name of await kept.getAllKeys()) {
    if (!named.has(name)) {
      kept.delete(name);
    }
  }
  parts.filter((one) => "content" in one).forEach((one) => kept.put(one));
  Object.entries(about).forEach(([key, value]) => change.objectStore("meta").put(value, key));
  await change.done;
  tell({ kind: "pack" });
}

export const visit = (id) => database.get("visits", id);
export const visits = () => database.getAll("visits");

// One visit is open at a time, in whatever tab; gives the one that is open instead.
export async function beginVisit(draft) {
  const change = database.transaction("visits", "readwrite");
  const open = (await change.store.getAll()).find((one) => one.state === "open");
  if (!open) {
    change.store.put(draft);
  }
  await change.done;
  tell({ kind: "visit", id: draft.client_id });
  return open ?? null;
}

// Reads, changes and writes in one transaction, so that two tabs never undo each other.
export async function changeVisit(id, edit) {
  const change = database.transaction("visits", "readwrite");
  const draft = await change.store.get(id);
  if (!draft) {
    await change.done;
    return null;
  }
  const edited = edit(draft) ?? draft;
  change.store.put(edited);
  await change.done;
  tell({ kind: "visit", id });
  return edited;
}

export async function deleteVisit(id) {
  const change = database.transaction(["visits", "photos"], "readwrite");
  change.objectStore("visits").delete(id);
  for (const photo of await change.objectStore("photos").getAll()) {
    if (photo.visit === id) {
      change.objectStore("photos").delete(photo.client_id);
    }
  }
  await change.done;
  tell({ kind: "visit", id });
}

export const photos = () => database.getAll("photos");
export const photosOf = async (id) => (await photos()).filter((photo) => photo.visit === id);

// The photo and its place in the visit, or neither: where storage ends, nothing half is left.
export async function addPhoto(photo, named) {
  const change = database.transaction(["visits", "photos"], "readwrite");
  const kept = change.objectStore("visits");
  try {
    const draft = await kept.get(photo.visit);
    await change.objectStore("photos").put(photo);
    draft.photos.push(named);
    delete draft.skipped.photo;
    await kept.put(draft);
    await change.done;
  } catch (error) {
    await change.done.catch(() => {});
    throw error;
  }
  tell({ kind: "visit", id: photo.visit });
}

export async function changePhoto(id, edit) {
  const change = database.transaction("photos", "readwrite");
  const photo = await change.store.get(id);
  if (photo) {
    change.store.put(edit(photo) ?? photo);
  }
  await change.done;
  tell({ kind: "photo", id });
}

export async function deletePhoto(id) {
  await database.delete("photos", id);
  tell({ kind: "photo", id });
}

// What still has to be sent, or to be looked at by the person.
export async function unsent() {
  const [all, pictures] = await Promise.all([visits(), photos()]);
  return {
    open: all.filter((one) => one.state === "open"),
    ready: all.filter((one) => one.state === "ready"),
    refused: all.filter((one) => one.state === "refused"),
    photos: pictures.filter((one) => one.state === "waiting"),
    photoTrouble: pictures.filter((one) => one.state === "refused"),
  };
}
