// "/" goes to the search box of the page.

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const box = document.querySelector('[data-shortcut="/"]');
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
