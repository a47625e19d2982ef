// Draws the cards of the open visit, each from what is known of it now.

import {
  imageCard,
  marketCard,
  nextCard,
  orderCard,
  outsideCard,
  photoCard,
  pictures,
  pointsCard,
  prepareCard,
  stockCard,
  trainCard,
} from "./cards.js";
import { put } from "./draw.js";
import { pricesCard } from "./prices.js";
import { todoOf } from "./start.js";

const CARDS = {
  photo: photoCard,
  image: imageCard,
  stock: stockCard,
  prices: pricesCard,
  next: nextCard,
  market: marketCard,
  points: pointsCard,
  order: orderCard,
  prepare: prepareCard,
  outside: outsideCard,
  train: trainCard,
};

export const drawCards = (here) => Promise.all(Object.keys(CARDS).map((key) => drawCard(here, key)));

export async function drawCard(here, key) {
  const body = here.view.querySelector(`#body-${key}`);
  const gallery = key === "photo" && body.querySelector("[data-list=photos]");
  if (gallery) {
    await drawGallery(here, gallery);
  } else {
    put(body, await CARDS[key](here));
  }
}

// The camera may be open right now: the button that it answers to stays where it is.
async function drawGallery(here, gallery) {
  const shots = await pictures(here);
  gallery.querySelectorAll("img").forEach((picture) => URL.revokeObjectURL(picture.src));
  put(gallery, ...shots);
}

export function drawTodo(here) {
  const todo = here.view.querySelector("#tasks [data-list=todo]");
  if (todo) {
    put(todo, ...todoOf(here.shop, here.draft));
  }
}
