// Typing a new value ticks the box of its field.

document.querySelectorAll(".bulk-field").forEach((row) => {
  const box = row.querySelector('input[name="changed"]');
  row.addEventListener("input", (event) => {
    if (event.target !== box) {
      box.checked = true;
    }
  });
});
