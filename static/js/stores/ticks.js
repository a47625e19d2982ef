// The boxes of a list: one for the page, a count beside the deeds; the form sends the address of the list as it is shown.

const bar = document.getElementById("bulk");

function boxes() {
  return [...document.querySelectorAll('input[name="ticked"][form="bulk"]')];
}

function tell() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  bar.querySelector("[data-tick-page]").checked = ticked > 0 && ticked === all.length;
  const words = bar.querySelector(".bulk-bar-words");
  words.textContent = ticked ? `${words.dataset.wordsSome} ${ticked}` : words.dataset.wordsNone;
}

if (bar) {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-tick-page]")) {
      boxes().forEach((box) => {
        box.checked = event.target.checked;
      });
    }
    if (event.target.form === bar) {
      tell();
    }
  });
  document.addEventListener("htmx:afterSettle", tell);
  bar.addEventListener("submit", () => {
    bar.elements.query.value = window.location.search.slice(1);
  });
  window.addEventListener("pageshow", tell);
}
