// What may be meant while somebody types: commands, people, channels, emoji.

import { freshId, h, layerFor, placeBeside } from "../dom.js";
import { candidatesFor, usageOf } from "./candidates.js";

const WORD = /(^|\s)([/@#:])([\p{L}\p{N}_.+-]*)$/u;

/** Watches a text box; `hint` is the line over the box that tells a command's usage. */
export class Completion {
  #found = [];
  #at = 0;
  #list = null;

  constructor(box, reader, { commands }) {
    Object.assign(this, { box, reader, commands });
    this.hint = h("div", { class: "usage", hidden: true });
    this.listId = freshId("completion");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-haspopup", "listbox");
    box.addEventListener("input", () => this.update());
    box.addEventListener("click", () => this.update());
    box.addEventListener("blur", () => this.#close());
  }

  /** Look at what stands before the cursor. */
  update() {
    this.#showUsage();
    const typed = WORD.exec(this.box.value.slice(0, this.box.selectionStart));
    const sign = typed?.[2];
    const starts = typed && typed.index + typed[1].length === 0;
    if (
      !typed ||
      (sign === "/" && (!starts || !this.commands)) ||
      (sign === ":" && typed[3].length < 2)
    ) {
      this.#close();
      return;
    }
    this.#found = candidatesFor(sign, typed[3], this.reader).slice(0, 8);
    this.#at = 0;
    if (this.#found.length) this.#open();
    else this.#close();
  }

  /** A key, before the box has it; true if it was for the completion. */
  key(event) {
    if (!this.#list || event.isComposing) return false;
    const count = this.#found.length;
    if (event.key === "ArrowDown") this.#mark((this.#at + 1) % count);
    else if (event.key === "ArrowUp") this.#mark((this.#at + count - 1) % count);
    else if (event.key === "Escape") this.#close();
    else if (event.key === "Tab" || (event.key === "Enter" && !this.#isWhole()))
      this.#take(this.#found[this.#at]);
    else return false;
    event.preventDefault();
    return true;
  }

  // What is typed to its end is sent by Enter, and not completed once more.
  #isWhole() {
    const [, , sign, word] = WORD.exec(this.box.value.slice(0, this.box.selectionStart)) ?? [];
    return this.#found[this.#at].text === `${sign}${word}`;
  }

  #open() {
    this.#list?.remove();
    this.#list = h(
      "ul",
      {
        class: "options layer completion",
        role: "listbox",
        id: this.listId,
        "aria-label": "Suggestions",
      },
      this.#found.map((one, at) => this.#row(one, at)),
    );
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    layerFor(this.box).append(this.#list);
    placeBeside(this.#list, this.box.closest(".composer-frame"), { above: true });
    this.box.setAttribute("aria-controls", this.listId);
    this.#mark(0);
  }

  #row(one, at) {
    return h(
      "li",
      {
        class: "option",
        role: "option",
        id: `${this.listId}-${at}`,
        onclick: () => this.#take(one),
        onpointermove: () => this.#mark(at),
      },
      one.mark?.(),
      h(
        "span",
        { class: "option-label" },
        h("strong", {}, one.label),
        one.hint ? h("span", { class: "option-hint" }, one.hint) : null,
        one.note ? h("small", {}, one.note) : null,
      ),
    );
  }

  #mark(at) {
    this.#at = at;
    [...this.#list.children].forEach((row, index) => {
      row.classList.toggle("active", index === at);
      row.setAttribute("aria-selected", String(index === at));
    });
    this.box.setAttribute("aria-activedescendant", `${this.listId}-${at}`);
  }

  #take(candidate) {
    const end = this.box.selectionStart;
    const word = WORD.exec(this.box.value.slice(0, end));
    const from = word.index + word[1].length;
    this.box.setRangeText(`${candidate.text} `, from, end, "end");
    this.#close();
    this.box.focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #close() {
    this.#list?.remove();
    this.#list = null;
    this.box.removeAttribute("aria-activedescendant");
    this.box.removeAttribute("aria-controls");
  }

  #showUsage() {
    const usage = this.commands && usageOf(this.box.value, this.reader);
    this.hint.hidden = !usage;
    this.hint.replaceChildren(
      ...(usage
        ? [
            h("strong", {}, usage.text),
            " ",
            h("span", { class: "option-hint" }, usage.hint ?? ""),
            h("small", {}, usage.note),
          ]
        : []),
    );
  }
}
