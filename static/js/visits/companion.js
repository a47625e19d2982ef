// On every page of a rep: keeps the app's language, and sees to the phone's data before somebody logs out.

import { openDB, deleteDB } from "../../vendor/idb/index.js";

const companion = document.getElementById("phone-companion");
const { person, start, question } = companion.dataset;
const name = `salesops-${person}`;

async function rememberLanguage() {
  if (await navigator.serviceWorker?.getRegistration("/")) {
    const choice = await caches.open("salesops-choice");
    await choice.put(start, new Response(document.documentElement.lang));
  }
}

async function countUnsent() {
  const known = (await indexedDB.databases?.()) ?? [{ name }];
  if (!known.some((one) => one.name === name)) {
    return 0;
  }
  const database = await openDB(name);
  if (!database.objectStoreNames.contains("visits")) {
    database.close();
    return 0;
  }
  const [visits, photos] = await Promise.all([database.getAll("visits"), database.getAll("photos")]);
  database.close();
  const isWaiting = (one) => ["open", "ready", "refused", "waiting"].includes(one.state);
  return [...visits, ...photos].filter(isWaiting).length;
}

// The stores, prices and tasks of the day are the server's and come again.
async function dropDay() {
  const database = await openDB(name);
  const change = database.transaction(["parts", "meta"], "readwrite");
  change.objectStore("parts").clear();
  ["etag", "fetched_at", "on"].forEach((key) => change.objectStore("meta").delete(key));
  await change.done;
  database.close();
}

// What was sent goes from the phone; what was not stays, closed, until the same person logs in again.
async function closeBooks(form) {
  const unsent = await countUnsent();
  if (unsent && !(await ask(question.replace("{count}", unsent)))) {
    return;
  }
  if (unsent) {
    await dropDay();
  } else {
    await deleteDB(name);
    localStorage.removeItem(`salesops-waiting-${person}`);
    document.cookie = `phone-${person}=; max-age=0; path=/`;
  }
  localStorage.removeItem("salesops-person");
  await deleteDB("salesops-people");
  document.cookie = "person=; max-age=0; path=/";
  form.submit();
}

function ask(words) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("[data-question]").textContent = words;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[action$='/accounts/logout/']")) {
    event.preventDefault();
    closeBooks(event.target).catch(() => event.target.submit());
  }
});
rememberLanguage().catch(() => {});
