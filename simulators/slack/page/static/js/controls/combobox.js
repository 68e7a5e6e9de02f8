// A menu to type into: for one choice or several, with options at hand or asked for while typing.

import { freshId, h, layerFor, placeBeside } from "../dom.js";
import { icon } from "../icons.js";

const PAUSE_MS = 200;

/**
 * `source(query)` gives (or promises) choices `{key, label, note, mark, value, group}`.
 * `chosen` are the choices taken so far, `onChange` is given them anew. `least` is how many
 * letters the source needs; `most` how many may be chosen when `many`.
 */
export class Combobox {
  #options = [];
  #at = -1;
  #turn = 0;
  #list = null;

  constructor({
    source,
    chosen,
    onChange,
    many = false,
    most = Infinity,
    least = 0,
    placeholder = "",
    labelledBy,
    describedBy,
    key,
  }) {
    Object.assign(this, { source, chosen, onChange, many, most, least });
    this.listId = freshId("options");
    this.placeholder = placeholder || "Select an item";
    this.input = h("input", {
      type: "text",
      role: "combobox",
      class: "combo-input",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": this.listId,
      "aria-labelledby": labelledBy,
      "aria-describedby": describedBy,
      "aria-label": labelledBy ? null : this.placeholder,
      dataset: { key: key ?? "" },
    });
    this.node = h(
      "div",
      { class: `combo${many ? " combo-many" : ""}` },
      this.input,
      h("span", { class: "combo-arrow" }, icon("chevron", 16)),
    );
    this.#listen();
    this.#show();
  }

  #listen() {
    this.input.addEventListener("input", () => this.#search(true));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("keydown", (event) => this.#steer(event));
    this.input.addEventListener("blur", () => this.#close());
    this.node.addEventListener("pointerdown", (event) => {
      if (event.target.closest(".chip")) return;
      if (event.target !== this.input) event.preventDefault();
      this.input.focus();
      if (this.#list && event.target !== this.input) this.#close();
      else this.#search(false);
    });
  }

  #show() {
    this.node.querySelectorAll(".chip, .combo-clear").forEach((chip) => chip.remove());
    if (this.many) this.input.before(...this.chosen.map((choice) => this.#chip(choice)));
    this.input.value = this.many ? "" : labelOf(this.chosen[0]);
    this.input.placeholder = this.many && this.chosen.length ? "" : this.placeholder;
  }

  #chip(choice) {
    const remove = () => this.#take(this.chosen.filter((one) => one.key !== choice.key));
    return h(
      "span",
      { class: "chip" },
      h("span", {}, labelOf(choice)),
      h(
        "button",
        {
          type: "button",
          class: "chip-x",
          "aria-label": `Remove ${labelOf(choice)}`,
          onclick: remove,
        },
        icon("close", 12),
      ),
    );
  }

  async #search(typed) {
    const query = typed || this.many ? this.input.value.trim() : "";
    const turn = ++this.#turn;
    if (query.length < this.least) {
      this.#open([], `Type ${this.least} or more letters to search`);
      return;
    }
    // What is at hand is shown at once, so that a quick Enter already means it.
    if (this.source.local) {
      this.#open(this.source(query), "No results");
      return;
    }
    if (!this.#list) this.#open([], "Loading…");
    if (typed) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (turn !== this.#turn) return;
    const found = await this.source(query);
    if (turn === this.#turn && document.activeElement === this.input)
      this.#open(found, "No results");
  }

  #open(options, otherwise) {
    const taken = new Set(this.many ? this.chosen.map((one) => one.key) : []);
    this.#options = options.filter((option) => !taken.has(option.key));
    this.#list?.remove();
    this.#list = h(
      "ul",
      { class: "options layer", role: "listbox", id: this.listId },
      this.#rows(otherwise),
    );
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    layerFor(this.node).append(this.#list);
    this.#list.style.minWidth = `${this.node.offsetWidth}px`;
    placeBeside(this.#list, this.node);
    this.input.setAttribute("aria-expanded", "true");
    const current = this.many
      ? -1
      : this.#options.findIndex((one) => one.key === this.chosen[0]?.key);
    this.#go(this.#options.length ? Math.max(0, current) : -1);
  }

  #rows(otherwise) {
    if (!this.#options.length)
      return [h("li", { class: "options-none", role: "presentation" }, otherwise)];
    let group = null;
    return this.#options.flatMap((option, at) => {
      const heading =
        option.group && option.group !== group
          ? [h("li", { class: "options-group", role: "presentation" }, option.group)]
          : [];
      group = option.group ?? group;
      const selected = !this.many && option.key === this.chosen[0]?.key;
      const row = h(
        "li",
        {
          class: "option",
          role: "option",
          id: `${this.listId}-${at}`,
          "aria-selected": String(selected),
          onclick: () => this.#choose(option),
          onpointermove: () => this.#go(at),
        },
        option.mark?.(),
        h(
          "span",
          { class: "option-label" },
          option.label,
          option.note ? h("small", {}, option.note) : null,
        ),
      );
      return [...heading, row];
    });
  }

  #go(at) {
    this.#at = at;
    this.#list.querySelector(".active")?.classList.remove("active");
    const row = at < 0 ? null : this.#list.querySelector(`#${this.listId}-${at}`);
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  #steer(event) {
    const { key } = event;
    const open = Boolean(this.#list);
    if (key === "ArrowDown" || key === "ArrowUp") {
      if (!open) this.#search(false);
      else if (this.#options.length)
        this.#go(
          (this.#at + (key === "ArrowDown" ? 1 : -1) + this.#options.length) % this.#options.length,
        );
    } else if (key === "Enter" && open && this.#at >= 0) this.#choose(this.#options[this.#at]);
    else if (key === "Escape" && open) this.#close();
    else if (key === "Backspace" && this.input.value === "" && this.many && this.chosen.length)
      this.#take(this.chosen.slice(0, -1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #choose(option) {
    if (!this.many) this.#take([option]);
    else if (this.chosen.length < this.most) this.#take([...this.chosen, option]);
    this.#close();
  }

  #take(chosen) {
    this.chosen = chosen;
    this.onChange(chosen);
    this.#show();
  }

  #close() {
    this.#turn += 1;
    this.#list?.remove();
    this.#list = null;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (!this.many && this.input.value.trim() === "" && this.chosen.length) this.#take([]);
    else this.#show();
  }
}

function labelOf(choice) {
  return choice?.label ?? "";
}
