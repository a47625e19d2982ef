// A shift of the roster is moved by dragging it to another cell, or by Alt with an arrow while it has the focus.
// Either way the page sends one form; the server answers with the week as it then stands.

const form = document.getElementById("roster-move");
const DAYS = { ArrowLeft: -1, ArrowRight: 1 };
const PEOPLE = { ArrowUp: -1, ArrowDown: 1 };

function move(shift, cell) {
  if (!cell || cell === shift.closest("td")) {
    return;
  }
  form.action = shift.dataset.move;
  form.elements.day.value = cell.dataset.day;
  form.elements.promoter.value = cell.dataset.promoter;
  form.requestSubmit();
}

function cellBeside(shift, key) {
  const cell = shift.closest("td");
  if (key in DAYS) {
    const next = DAYS[key] < 0 ? cell.previousElementSibling : cell.nextElementSibling;
    return next && next.dataset.day ? next : null;
  }
  const row = cell.parentElement;
  const other = PEOPLE[key] < 0 ? row.previousElementSibling : row.nextElementSibling;
  return other && other.querySelector(`td[data-day="${cell.dataset.day}"]`);
}

let dragged = null;

document.querySelectorAll(".roster-shift[data-move]").forEach((shift) => {
  shift.addEventListener("dragstart", (event) => {
    dragged = shift;
    shift.classList.add("is-dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", shift.id);
  });
  shift.addEventListener("dragend", () => {
    dragged = null;
    shift.classList.remove("is-dragged");
  });
  shift.addEventListener("keydown", (event) => {
    if (event.altKey && (event.key in DAYS || event.key in PEOPLE)) {
      event.preventDefault();
      move(shift, cellBeside(shift, event.key));
    }
  });
});

document.querySelectorAll("td[data-day]").forEach((cell) => {
  cell.addEventListener("dragover", (event) => {
    if (dragged) {
      event.preventDefault();
      cell.classList.add("is-target");
    }
  });
  cell.addEventListener("dragleave", () => cell.classList.remove("is-target"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    cell.classList.remove("is-target");
    if (dragged) {
      move(dragged, cell);
    }
  });
});

// The shift that was moved keeps the focus, so that the next key moves it on.
if (location.hash.startsWith("#shift-")) {
  document.getElementById(location.hash.slice(1))?.focus();
}
