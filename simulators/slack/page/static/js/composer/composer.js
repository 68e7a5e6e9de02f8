// The message box: a text that grows, formats, completion, files, and the buttons beneath.

import { act, encodeFile } from "../api.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { sizeOf } from "../messages/files.js";
import { toast } from "../toasts.js";
import { Completion } from "./completion.js";
import { formatBar, wrapSelection } from "./formats.js";
import { attachButtons } from "./plus.js";
import { ownCommand } from "./own_commands.js";

const MOST_BYTES = 64 * 1024 * 1024;
const drafts = new Map();

/** `where` and `thread` say where what is written goes. */
export class Composer {
  #files = [];

  constructor(reader, { where, thread = null, label, placeholder }) {
    Object.assign(this, { reader, where, thread });
    this.draftKey = `${reader.session.userId} ${where} ${thread ?? ""}`;
    this.box = h("textarea", {
      class: "composer-text",
      rows: "1",
      placeholder,
      "aria-label": label,
      spellcheck: "true",
      role: "textbox",
      "aria-multiline": "true",
    });
    this.box.value = drafts.get(this.draftKey) ?? "";
    this.completion = new Completion(this.box, reader, { commands: !thread });
    this.chips = h("div", { class: "composer-files", hidden: true });
    this.sendButton = h(
      "button",
      {
        type: "button",
        class: "send-button",
        "aria-label": "Send now",
        onclick: () => this.send(),
      },
      icon("send", 18),
    );
    this.node = h(
      "form",
      { class: "composer", onsubmit: (event) => event.preventDefault() },
      this.completion.hint,
      h(
        "div",
        { class: "composer-frame" },
        formatBar(this.box),
        this.box,
        this.chips,
        this.#buttons(),
      ),
    );
    this.#listen();
    this.#grow();
  }

  /** Put files beside the text, to go with it. */
  addFiles(files) {
    const fitting = [...files].filter((file) => file.size <= MOST_BYTES);
    if (fitting.length < files.length) toast("That file is too large for the local Slack.");
    this.#files.push(...fitting);
    this.#showFiles();
    this.box.focus();
  }

  /** Put a text at the cursor. */
  insert(text) {
    this.box.setRangeText(text, this.box.selectionStart, this.box.selectionEnd, "end");
    this.box.focus();
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async send() {
    const text = this.box.value.trim();
    const files = this.#files;
    if (!text && !files.length) return;
    this.#set("", []);
    try {
      await this.#deliver(text, files);
    } catch (error) {
      if (!this.box.value) this.#set(text, files);
      this.reader.session.emit("notice", { text: error.message, thread: this.thread });
    }
  }

  async #deliver(text, files) {
    const { userId } = this.reader.session;
    if (files.length) return this.#drop(text, files);
    if (await ownCommand(text, this.reader, this.where)) return undefined;
    return act("enter", {
      user: userId,
      channel: this.where,
      text,
      ...(this.thread ? { thread: this.thread } : {}),
    });
  }

  async #drop(text, files) {
    const { userId } = this.reader.session;
    const thread = this.thread ? { thread: { channel: this.where, ts: this.thread } } : {};
    for (const [at, file] of files.entries()) {
      await act("drop_file", {
        user: userId,
        channel: this.where,
        file: await encodeFile(file),
        text: at ? "" : text,
        ...thread,
      });
    }
  }

  #listen() {
    this.box.addEventListener("input", () => this.#grow());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) {
        event.preventDefault();
        this.addFiles(event.clipboardData.files);
      }
    });
  }

  #key(event) {
    if (this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
      return;
    }
    const mark = (event.ctrlKey || event.metaKey) && { b: "*", i: "_" }[event.key];
    if (mark) {
      event.preventDefault();
      wrapSelection(this.box, mark);
    }
  }

  #set(text, files) {
    this.box.value = text;
    this.#files = files;
    this.#showFiles();
    this.#grow();
    this.completion.update();
  }

  #grow() {
    drafts.set(this.draftKey, this.box.value);
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 300)}px`;
    this.sendButton.classList.toggle("ready", Boolean(this.box.value.trim() || this.#files.length));
  }

  #showFiles() {
    this.chips.hidden = !this.#files.length;
    this.chips.replaceChildren(...this.#files.map((file) => this.#chip(file)));
    this.#grow();
  }

  #chip(file) {
    const remove = () => {
      this.#files = this.#files.filter((one) => one !== file);
      this.#showFiles();
    };
    return h(
      "div",
      { class: "file-chip" },
      icon("file", 24),
      h(
        "span",
        { class: "file-about" },
        h("span", { class: "file-name" }, file.name),
        h("small", {}, sizeOf(file.size)),
      ),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          "aria-label": `Remove ${file.name}`,
          onclick: remove,
        },
        icon("close", 14),
      ),
    );
  }

  #buttons() {
    const button = (name, label, work) =>
      h(
        "button",
        {
          type: "button",
          class: "composer-button",
          "aria-label": label,
          title: label,
          onclick: work,
        },
        icon(name),
      );
    return h(
      "div",
      { class: "composer-buttons" },
      attachButtons(this),
      button("at", "Mention someone", () => this.insert("@")),
      this.thread ? null : button("slash", "Run a slash command", () => this.insert("/")),
      h("span", { class: "spacer" }),
      this.sendButton,
    );
  }
}
