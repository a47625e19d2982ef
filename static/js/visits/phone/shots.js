// Photos of the open visit: taken, tied to what they answer, and thrown away again.

import { edit, say, sayFull } from "./deeds.js";
import { dayOf } from "./draft.js";
import { makePhoto } from "./picture.js";
import { addPhoto, deletePhoto, meta, setMeta, visit } from "./store.js";

const MOST_SHOTS = 1000;

// A photo that answers a question takes the place of the one before.
export async function answerByPhoto(id, { value: key, name }, file) {
  const before = (await visit(id)).work?.[key]?.[name];
  const clientId = await takePhoto(id, file, "work");
  if (clientId) {
    await say(id, key, name, clientId);
    if (before) {
      await dropPhoto(id, before);
    }
  }
}

// Gives the photo's id if it was kept; where storage ends, everything else stays as it is.
export async function takePhoto(id, file, step, item = undefined) {
  const photo = await makePhoto(file, { visit: id, step });
  const { client_id, sha256, taken_at } = photo;
  const again = await seenBefore(sha256, id);
  const isKept = await addPhoto(photo, { client_id, step, sha256, taken_at, again, item }).then(
    () => true,
    () => false,
  );
  sayFull(!isKept);
  return isKept ? client_id : "";
}

// The day on which this phone took the very picture for another visit; the last thousand are remembered.
async function seenBefore(sha256, id) {
  const { [sha256]: first = { visit: id, day: dayOf(Date.now()) }, ...others } = (await meta("shots")) ?? {};
  const kept = Object.entries(others).slice(1 - MOST_SHOTS);
  await setMeta("shots", Object.fromEntries([...kept, [sha256, first]]));
  return first.visit === id ? undefined : first.day;
}

// What a closed visit names stays, whoever asks for less.
export async function dropPhoto(id, clientId) {
  const draft = await edit(id, (one) => {
    one.photos = one.photos.filter((photo) => photo.client_id !== clientId);
    one.work = withoutAnswer(one.work ?? {}, clientId);
  });
  if (!draft?.photos.some((photo) => photo.client_id === clientId)) {
    await deletePhoto(clientId);
  }
}

function withoutAnswer(work, answer) {
  const left = Object.entries(work).map(([key, said]) => [
    key,
    Object.fromEntries(Object.entries(said).filter(([, told]) => told !== answer)),
  ]);
  return Object.fromEntries(left.filter(([, said]) => Object.keys(said).length));
}
