// A marker taken elsewhere: at once by the mouse, held first by a finger, so that a quick finger still pans the map.

const HOLD_MS = 180;
const SLACK_PIXELS = { mouse: 4, touch: 10, pen: 6 };

export class MarkerDrag {
  #press = null;
  #wasDrag = false;

  // `on` has take(element), drag(element, event), drop(element) and cancel(element).
  constructor(map, selector, on) {
    Object.assign(this, { map, selector, on });
    map.getContainer().addEventListener("pointerdown", (event) => this.#down(event));
    map.getContainer().addEventListener("click", (event) => this.#swallow(event), { capture: true });
    window.addEventListener("pointermove", (event) => this.#move(event));
    window.addEventListener("pointerup", (event) => event.pointerId === this.#press?.pointer && this.#end("drop"));
    window.addEventListener("pointercancel", () => this.#end("cancel"));
    window.addEventListener("keydown", (event) => event.key === "Escape" && this.#end("cancel"));
  }

  #down(event) {
    this.#end("cancel");
    this.#wasDrag = false;
    const element = event.target.closest(this.selector);
    if (!element || !event.isPrimary || event.button !== 0) {
      return;
    }
    const isMouse = event.pointerType === "mouse";
    this.#press = { element, pointer: event.pointerId, at: event, isTaken: false, isMoved: false };
    if (isMouse) {
      this.map.dragging.disable();
    } else {
      this.#press.timer = setTimeout(() => this.#take(), HOLD_MS);
    }
  }

  #move(event) {
    const press = this.#press;
    if (event.pointerId !== press?.pointer) {
      return;
    }
    press.isMoved ||= Math.hypot(event.x - press.at.x, event.y - press.at.y) > SLACK_PIXELS[event.pointerType];
    if (!press.isMoved) {
      return;
    }
    if (!press.isTaken && press.timer) {
      this.#end("cancel");
      return;
    }
    if (!press.isTaken) {
      this.#take();
    }
    this.#wasDrag = true;
    this.on.drag(press.element, event);
  }

  // To take the map's dragging away ends a pan that the same finger may have begun.
  #take() {
    this.map.dragging.disable();
    this.#press.isTaken = true;
    this.on.take(this.#press.element);
  }

  #end(how) {
    const press = this.#press;
    if (!press) {
      return;
    }
    this.#press = null;
    clearTimeout(press.timer);
    this.map.dragging.enable();
    if (press.isTaken) {
      this.on[press.isMoved ? how : "cancel"](press.element);
    }
  }

  // The click that follows a drop is none.
  #swallow(event) {
    if (this.#wasDrag) {
      event.stopPropagation();
      this.#wasDrag = false;
    }
  }
}
