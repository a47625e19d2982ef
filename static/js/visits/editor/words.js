// Figures and sentences of the editor; the sentences come translated with the page.

export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function hoursOf(minutes) {
  const whole = Math.round(minutes);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function kilometres(metres) {
  return (metres / 1000).toFixed(1);
}

export function signed(value, places = 0) {
  const shown = Math.abs(value).toFixed(places);
  return Number(shown) === 0 ? shown : `${value < 0 ? "−" : "+"}${shown}`;
}

export function effectOf(words, before, after) {
  const values = { minutes: signed(after.travel - before.travel), kilometres: signed((after.metres - before.metres) / 1000, 1) };
  return fill(words, values);
}
