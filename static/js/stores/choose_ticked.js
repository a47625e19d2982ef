// Ticking a store says that the ticked ones are meant, not all.

const ticked = document.querySelector('input[name="which"][value="ticked"]');

document.querySelectorAll('input[name="stores"]').forEach((box) => {
  box.addEventListener("change", () => {
    ticked.checked = true;
  });
});
