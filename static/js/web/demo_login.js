// The demonstration: a tap on a person fills in the login.

const form = document.getElementById("login-form");

document.addEventListener("click", (event) => {
  const person = event.target.closest("[data-username]");
  if (!person) {
    return;
  }
  document.querySelectorAll("[data-username]").forEach((other) => {
    other.setAttribute("aria-pressed", String(other === person));
  });
  form.elements.username.value = person.dataset.username;
  form.elements.password.value = person.dataset.password;
  form.querySelector("button.btn-primary").focus();
  form.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
