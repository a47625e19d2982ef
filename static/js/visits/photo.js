// A photo is made smaller on the phone, then sent with progress; each photo has an id of its own.

import { placeOf, takenAtOf } from "./camera.js";

const LONG_SIDE = 1600;
const QUALITY = 0.8;

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", QUALITY);
  });
  return new File([blob], "photo.jpg", { type: "image/jpeg" });
}

function put(input, file) {
  const files = new DataTransfer();
  files.items.add(file);
  input.files = files.files;
}

document.addEventListener("change", async (event) => {
  const input = event.target;
  const form = input.closest("form[data-photo]");
  if (input.type !== "file" || !form || !input.files.length) {
    return;
  }
  const [file] = input.files;
  form.elements.taken_at.value = await takenAtOf(file);
  form.elements.place.value = await placeOf(file);
  try {
    put(input, await shrink(file));
  } catch {
    // What the browser cannot draw, the server looks at as it is.
  }
  form.requestSubmit();
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.(".photo-progress");
  if (bar && event.detail.lengthComputable) {
    bar.hidden = false;
    bar.value = (event.detail.loaded / event.detail.total) * 100;
  }
});
