// "j" and "k" walk down and up the rows of a list, Enter opens the row.

const ROWS = ".list-table > tbody > tr";

function step(rows, by) {
  const now = rows.findIndex((row) => row.classList.contains("is-current"));
  const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
  rows[now]?.classList.remove("is-current");
  rows[next].classList.add("is-current");
  rows[next].scrollIntoView({ block: "nearest" });
  rows[next].querySelector("a")?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  const by = { j: 1, k: -1 }[event.key];
  const isElsewhere = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog, .modal");
  const rows = [...document.querySelectorAll(ROWS)];
  if (!by || isElsewhere || !rows.length || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  event.preventDefault();
  step(rows, by);
});
