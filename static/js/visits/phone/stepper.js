// Numbers under the thumb: tapped up and down, or typed.

// The first tap on an empty field takes the number that is expected there.
export function stepBy(tap, by) {
  const stepper = tap.closest(".stepper");
  const input = stepper.querySelector("input");
  const start = Number(stepper.dataset.start);
  const next = input.value === "" ? (by > 0 ? start : start - 1) : Number(input.value) + by;
  input.value = Math.max(Number(input.min), Math.min(Number(input.max), next));
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// A number that is not one is none; an item of the standard is then open again.
export function numberIn(input, kind) {
  if (input.value === "" || !input.checkValidity()) {
    return kind === "item" ? undefined : null;
  }
  return Math.trunc(Number(input.value));
}
