// A thin bar on top while htmx waits for an answer.

let waiting = 0;

function note(change) {
  waiting = Math.max(0, waiting + change);
  document.documentElement.classList.toggle("is-loading", waiting > 0);
}

document.addEventListener("htmx:beforeRequest", (event) => {
  note(1);
  event.detail.target?.setAttribute?.("aria-busy", "true");
});

document.addEventListener("htmx:afterRequest", (event) => {
  note(-1);
  event.detail.target?.removeAttribute?.("aria-busy");
});
