// The open visit: steppers, "not applicable", the phone's time at leaving, and the place where one was.

const page = document.querySelector("[data-visit]");
const memory = `visit-${page.dataset.visit}`;

function changed(input) {
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// Steppers: the first tap on an empty field takes the number that is expected there.
page.addEventListener("click", (event) => {
  const tap = event.target.closest("[data-by]");
  if (!tap) {
    return;
  }
  const stepper = tap.closest("[data-stepper]");
  const input = stepper.querySelector("input");
  const by = Number(tap.dataset.by);
  const start = Number(stepper.dataset.start);
  const next = input.value === "" ? (by > 0 ? start : start - 1) : Number(input.value) + by;
  input.value = Math.max(Number(input.min), Math.min(Number(input.max), next));
  untick(input);
  changed(input);
});

// An item is measured or not applicable, never both.
function untick(input) {
  const box = input.closest(".item")?.querySelector("[data-not-applicable]");
  if (box) {
    box.checked = false;
  }
}

page.addEventListener("input", (event) => {
  const input = event.target;
  if (input.matches("[data-not-applicable]")) {
    input
      .closest(".item")
      .querySelectorAll("[name^=item-]")
      .forEach((answer) => {
        if (answer.type === "radio") {
          answer.checked = false;
        } else if (input.checked) {
          answer.value = "";
        }
      });
  } else if (input.matches("[name^=item-]")) {
    untick(input);
  }
});

// A model that was added need not be offered any longer.
page.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.matches("[data-adds]")) {
    event.detail.elt.remove();
  }
});

document.addEventListener(
  "submit",
  (event) => {
    if (event.target.matches("[data-device-time]")) {
      event.target.elements.device_at.value = new Date().toISOString();
    }
  },
  true,
);

// Back, lock or reload: the same steps are open, and the page is where it was.
function open(key) {
  const step = page.querySelector(`[data-step="${key}"]`);
  if (step) {
    step.open = true;
    step.scrollIntoView({ block: "start", behavior: "smooth" });
  }
}

function remember() {
  const steps = [...page.querySelectorAll("[data-step]")].filter((step) => step.open).map((step) => step.dataset.step);
  sessionStorage.setItem(memory, JSON.stringify({ steps, top: window.scrollY }));
}

const before = JSON.parse(sessionStorage.getItem(memory) ?? "null");
if (before) {
  page.querySelectorAll("[data-step]").forEach((step) => {
    step.open = before.steps.includes(step.dataset.step);
  });
  window.scrollTo(0, before.top);
}
if (location.hash.startsWith("#step-")) {
  open(location.hash.slice("#step-".length));
}
page.addEventListener("toggle", remember, true);
window.addEventListener("pagehide", remember);
document.addEventListener("visibilitychange", remember);
page.addEventListener("click", (event) => {
  const jump = event.target.closest("[data-jump]");
  if (jump) {
    event.preventDefault();
    open(jump.dataset.jump);
  }
});
