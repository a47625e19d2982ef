// One box ticks all boxes of its name; data-tick-all holds that name.

document.querySelectorAll("[data-tick-all]").forEach((all) => {
  all.addEventListener("change", () => {
    all.form.querySelectorAll(`input[name="${all.dataset.tickAll}"]`).forEach((box) => {
      box.checked = all.checked;
    });
  });
});
