// Asks before a deed: data-confirm on a form or button, hx-confirm on what htmx sends.

const dialog = document.getElementById("confirm");

function ask(question) {
  dialog.querySelector("[data-question]").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

document.addEventListener("htmx:confirm", async (event) => {
  if (!event.detail.question) {
    return;
  }
  event.preventDefault();
  if (await ask(event.detail.question)) {
    event.detail.issueRequest(true);
  }
});

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const button = event.submitter;
    const question = button?.dataset.confirm ?? form.dataset.confirm;
    if (!question || form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await ask(question)) {
      form.dataset.confirmed = "yes";
      form.requestSubmit(button);
    }
  },
  true,
);
