// Choices among many rows: the select becomes a box that searches while somebody types.

const WAIT_MS = 250;
let boxes = 0;

class Searched {
  constructor(box) {
    this.box = box;
    this.select = box.querySelector("select");
    this.input = box.querySelector("input");
    this.list = box.appendChild(document.createElement("ul"));
    this.empty = [...this.select.options].find((option) => !option.value);
    this.dress();
    this.restore();
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.search());
    this.input.addEventListener("input", () => this.searchSoon());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("change", (event) => event.stopPropagation());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    box.addEventListener("focusout", () => this.leave());
  }

  // Without its name the text is not sent: what counts is the select, which is hidden and keeps the choice.
  dress() {
    boxes += 1;
    const { input, list, select } = this;
    list.id = `searched-${boxes}`;
    list.className = "searched-list";
    list.role = "listbox";
    list.hidden = true;
    input.removeAttribute("name");
    input.removeAttribute("aria-label");
    input.id = select.id;
    input.required = select.required;
    input.role = "combobox";
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.classList.toggle("is-invalid", select.classList.contains("is-invalid"));
    select.removeAttribute("id");
    select.required = false;
    select.hidden = true;
    this.box.dataset.isReady = "";
  }

  get label() {
    const chosen = this.select.selectedOptions[0];
    return chosen?.value ? (chosen.dataset.label ?? chosen.text) : "";
  }

  restore() {
    this.input.value = this.label;
  }

  searchSoon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search(), WAIT_MS);
  }

  async search() {
    const words = this.input.value === this.label ? "" : this.input.value.trim();
    const address = new URL(this.box.dataset.lookUp, window.location.href);
    address.searchParams.set("look_up", this.box.dataset.field);
    address.searchParams.set("words", words);
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(address, { signal: this.asked.signal, headers: { Accept: "application/json" } });
      if (answer.ok) {
        this.show(await answer.json(), words);
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        this.close();
      }
    }
  }

  show({ found, most }, words) {
    if (!this.box.contains(document.activeElement)) {
      return;
    }
    const rows = found.map((row) => this.option(row.key, row.label, row.sign));
    if (this.empty && !words) {
      rows.unshift(this.option("", this.empty.text, ""));
    }
    const told = !found.length ? this.box.dataset.none : found.length === most ? this.box.dataset.more : "";
    this.list.replaceChildren(...rows, ...(told ? [this.note(told)] : []));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(words && rows.length ? rows[0] : null);
  }

  option(key, label, sign) {
    const line = document.createElement("li");
    line.id = `${this.list.id}-${key}`;
    line.role = "option";
    line.dataset.key = key;
    line.dataset.label = label;
    line.append(label);
    if (sign && !label.includes(sign)) {
      const small = line.appendChild(document.createElement("small"));
      small.textContent = sign;
    }
    return line;
  }

  note(words) {
    const line = document.createElement("li");
    line.className = "searched-note";
    line.role = "presentation";
    line.textContent = words;
    return line;
  }

  key(event) {
    const lines = [...this.list.querySelectorAll("[role=option]")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.hidden) {
      this.search();
    } else if (step) {
      this.mark(lines[(lines.indexOf(this.marked) + step + lines.length) % lines.length]);
    } else if (event.key === "Enter" && !this.list.hidden) {
      this.choose(this.marked);
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
  }

  mark(line) {
    this.marked?.removeAttribute("aria-selected");
    this.marked = line;
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", line?.id ?? "");
  }

  choose(line) {
    if (!line) {
      return;
    }
    const { key, label } = line.dataset;
    if (![...this.select.options].some((option) => option.value === key)) {
      this.select.add(new Option(label, key));
    }
    const has = this.select.value;
    this.select.value = key;
    this.select.selectedOptions[0].dataset.label = label;
    this.close();
    this.restore();
    if (has !== key) {
      this.select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // Who empties the box means none; who leaves half a word has chosen nothing new.
  leave() {
    if (this.box.matches(":focus-within")) {
      return;
    }
    if (!this.input.value.trim() && this.empty && this.select.value) {
      this.choose(this.option("", "", ""));
    }
    this.close();
    this.restore();
  }

  close() {
    clearTimeout(this.waiting);
    this.asked?.abort();
    this.list.hidden = true;
    this.marked = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function dress(part) {
  part.querySelectorAll(".searched:not([data-is-ready])").forEach((box) => new Searched(box));
}

document.addEventListener("htmx:load", (event) => dress(event.target));
dress(document);
