// The matrix by keyboard: arrows and Enter walk, and a row or column is copied onto another one.

const table = document.querySelector("[data-matrix]");
const rows = table ? [...table.querySelectorAll("[data-row]")].map((row) => [...row.querySelectorAll("[data-cell]")]) : [];
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function placeOf(cell) {
  const row = rows.findIndex((cells) => cells.includes(cell));
  return [row, rows[row]?.indexOf(cell)];
}

function walk(event) {
  const step = STEPS[event.key];
  if (!step || !event.target.matches("[data-cell]")) {
    return;
  }
  event.preventDefault();
  const [row, column] = placeOf(event.target);
  const next = rows[row + step[0]]?.[column + step[1]];
  next?.focus();
  next?.select();
}

function mark(cell) {
  cell.classList.toggle("is-typed", cell.value.trim() !== cell.defaultValue);
}

function copier(buttons, cellsOf) {
  let copied = null;
  buttons.forEach((button, place) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const cells = cellsOf(place);
      if (copied === null || copied.button === button) {
        copied = copied ? null : { button, values: cells.map((cell) => cell.value) };
      } else {
        cells.forEach((cell, index) => {
          cell.value = copied.values[index];
          cell.dispatchEvent(new Event("input", { bubbles: true }));
        });
        copied = null;
      }
      buttons.forEach((other) => other.classList.toggle("is-copied", other === copied?.button));
    });
  });
}

if (rows.length) {
  table.addEventListener("keydown", walk);
  table.addEventListener("input", (event) => mark(event.target));
  table.addEventListener("focusin", (event) => event.target.select?.());
  rows.flat().forEach(mark);
  copier([...table.querySelectorAll("[data-copy-row]")], (place) => rows[place]);
  copier([...table.querySelectorAll("[data-copy-column]")], (place) => rows.map((cells) => cells[place]));
}
