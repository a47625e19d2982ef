// Rows of a tree that htmx has brought are folded and unfolded again.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  const below = document.querySelectorAll(`[data-path^="${opener.dataset.opens}-"]`);
  const isOpen = below.length > 0 && ![...below].every((row) => row.hidden);
  opener.setAttribute("aria-expanded", String(!isOpen));
  for (const row of below) {
    const isChild = !row.dataset.path.slice(opener.dataset.opens.length + 1).includes("-");
    row.hidden = isOpen || !isChild;
    row.querySelector("[data-opens]")?.setAttribute("aria-expanded", "false");
  }
});
