// Warns before leaving a form with data-unsaved in which something was typed.

let isTyped = false;

document.addEventListener("input", (event) => {
  isTyped ||= Boolean(event.target.closest("form[data-unsaved]"));
});

document.addEventListener("submit", () => {
  isTyped = false;
});

window.addEventListener("beforeunload", (event) => {
  if (isTyped) {
    event.preventDefault();
  }
});
