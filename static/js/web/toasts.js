// Short messages above the page: from the server, and about requests that failed.

const SHOWN_MS = 6000;
const area = document.getElementById("toasts");

function fade(line) {
  const isCalm = !line.matches(".is-danger, .is-warning");
  if (isCalm) {
    setTimeout(() => line.remove(), SHOWN_MS);
  }
}

function show(words, level) {
  const line = document.createElement("div");
  line.className = `toast-line is-${level}`;
  const text = document.createElement("span");
  text.className = "toast-line-words";
  text.textContent = words;
  line.append(text);
  area.append(line);
  setTimeout(() => line.remove(), SHOWN_MS);
}

if (area) {
  area.querySelectorAll(".toast-line").forEach(fade);
  area.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) {
      event.target.closest(".toast-line").remove();
    }
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    area.querySelectorAll(".toast-line").forEach(fade);
  });
  document.addEventListener("htmx:responseError", (event) => {
    const isDenied = event.detail.xhr.status === 403;
    show(isDenied ? area.dataset.denied : area.dataset.failed, "danger");
  });
  document.addEventListener("htmx:sendError", () => show(area.dataset.offline, "danger"));
  document.addEventListener("htmx:timeout", () => show(area.dataset.offline, "danger"));
}
