// A second tap on a form that is on its way does nothing; the server guards itself as well.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-submit-once") || event.defaultPrevented) {
    return;
  }
  if (form.dataset.isSent) {
    event.preventDefault();
    return;
  }
  form.dataset.isSent = "yes";
  form.setAttribute("aria-busy", "true");
});

// A page that comes back from the browser's cache can be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("[data-is-sent]").forEach((form) => {
    delete form.dataset.isSent;
    form.removeAttribute("aria-busy");
  });
});
