// A photo is made small on the phone: 300 kB at most, without what the camera wrote into it but its time and place.

import { placeOf, takenAtOf } from "../camera.js";
import { digestOf } from "./draft.js";

const LONG_SIDES = [1600, 1280, 1024, 800];
const QUALITIES = [0.8, 0.65, 0.5];
const MOST_BYTES = 300 * 1000;

export async function makePhoto(file, { visit, step }) {
  const [takenAt, place] = await Promise.all([takenAtOf(file), placeOf(file)]);
  const blob = await shrink(file);
  return {
    client_id: crypto.randomUUID(),
    visit,
    step,
    blob,
    size: blob.size,
    sha256: await digestOf(await blob.arrayBuffer()),
    taken_at: takenAt,
    place,
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
