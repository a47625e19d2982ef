// Asks before something goes that does not come back.

const dialog = document.getElementById("confirm");

export function ask(question) {
  dialog.querySelector("[data-question]").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
