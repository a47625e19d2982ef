// Opens the dialog when htmx has brought where a number comes from, and closes it again.

const dialog = document.getElementById("evidence");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "evidence-body" && !dialog.open) {
    dialog.showModal();
  }
});

dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-close]")) {
    dialog.close();
  }
});
