// A photo is made small on the phone: 300 kB at most, without what the camera wrote into it but its time.

import { digestOf } from "./draft.js";

const LONG_SIDES = [1600, 1280, 1024, 800];
const QUALITIES = [0.8, 0.65, 0.5];
const MOST_BYTES = 300 * 1000;
const HEAD_BYTES = 128 * 1024;
const TAKEN_AT = /(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/;

export async function makePhoto(file, { visit, step }) {
  const takenAt = await takenAtOf(file);
  const blob = await shrink(file);
  return {
    client_id: crypto.randomUUID(),
    visit,
    step,
    blob,
    size: blob.size,
    sha256: await digestOf(await blob.arrayBuffer()),
    taken_at: takenAt,
    offset: 0,
    state: "waiting",
  };
}

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  let blob = null;
  for (const side of LONG_SIDES) {
    for (const quality of QUALITIES) {
      blob = await drawn(picture, side, quality);
      if (blob.size <= MOST_BYTES) {
        picture.close();
        return blob;
      }
    }
  }
  picture.close();
  return blob;
}

function drawn(picture, side, quality) {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/jpeg", quality);
  });
}

// The camera's own time stands as text near the file's head; else the file's time, which says how fresh it is.
async function takenAtOf(file) {
  const head = new TextDecoder("latin1").decode(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const found = head.startsWith("\xff\xd8") ? TAKEN_AT.exec(head) : null;
  const [, year, month, day, hour, minute, second] = found ?? [];
  const taken = found ? new Date(year, month - 1, day, hour, minute, second) : new Date(file.lastModified);
  const moment = Number.isNaN(taken.getTime()) || taken.getFullYear() < 2000 ? new Date() : taken;
  return moment.toISOString();
}
