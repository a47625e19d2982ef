// Colours come from the style sheet, so that lines on the map match the names beside it.

export function colourOf(token) {
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}
