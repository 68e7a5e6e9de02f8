// The person's modal: the topmost of their stack, its form, its errors, and what becomes of it.

import { act } from "./api.js";
import { renderBlocks } from "./blocks/index.js";
import { showErrors } from "./blocks/input.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { Surface } from "./surface.js";
import { plainText } from "./text/mrkdwn.js";

/** Shows what `space` says is open for whoever is acting. */
export class ModalLayer {
  #surfaces = new Map();
  #shown = null;

  constructor(readerNow) {
    this.readerNow = readerNow;
    this.dialog = h("dialog", { class: "dialog modal" });
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.#leave("close");
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#submit();
    });
    document.body.append(this.dialog);
  }

  /** Show the topmost view, or nothing. */
  update() {
    const reader = this.readerNow();
    const view = reader.space.topModal(reader.session.userId);
    if (!view) this.#hide();
    else if (this.#shown?.id !== view.id || this.#shown?.hash !== view.hash)
      this.#show(view, reader);
  }

  /** Put the view's errors beside its inputs. */
  markErrors() {
    const reader = this.readerNow();
    const view = reader.space.topModal(reader.session.userId);
    if (view && this.dialog.open) showErrors(this.dialog, view.errors);
  }

  #show(view, reader) {
    const focused = this.#shown?.id === view.id ? document.activeElement?.dataset.key : null;
    const surface = this.#surfaceFor(view, reader);
    const body = h(
      "div",
      { class: "dialog-body", tabindex: "-1" },
      renderBlocks(view.blocks, surface),
    );
    this.dialog.replaceChildren(this.#head(view, reader), body, this.#foot(view));
    this.dialog.setAttribute("aria-labelledby", "modal-title");
    this.#shown = view;
    this.surface = surface;
    if (!this.dialog.open) this.dialog.showModal();
    this.#focus(view, body, focused);
    showErrors(this.dialog, view.errors ?? {});
  }

  // What was typed stays when the app changes the view, where the ids are the same.
  #surfaceFor(view, reader) {
    const known = this.#surfaces.get(view.id);
    if (known) return known;
    const surface = new Surface("modal", view.id, reader, { state: view.state?.values });
    this.#surfaces.set(view.id, surface);
    return surface;
  }

  #head(view, { space, session }) {
    const back =
      space.depth(session.userId) > 1
        ? h(
            "button",
            {
              type: "button",
              class: "plain-button modal-back",
              "aria-label": "Back",
              onclick: () => this.#leave("close"),
            },
            icon("right"),
          )
        : avatar(null, 24);
    return h(
      "header",
      { class: "dialog-head" },
      back,
      h("h2", { id: "modal-title" }, plainText(view.title.text)),
      h(
        "button",
        {
          type: "button",
          class: "plain-button",
          "aria-label": "Close",
          onclick: () => this.#leave("close_all"),
        },
        icon("close"),
      ),
    );
  }

  #foot(view) {
    const closing = view.close?.text ?? (view.submit ? "Cancel" : "Close");
    return h(
      "footer",
      { class: "dialog-foot" },
      h(
        "button",
        {
          type: "button",
          class: "button",
          dataset: { key: "close" },
          onclick: () => this.#leave("close"),
        },
        plainText(closing),
      ),
      view.submit
        ? h(
            "button",
            {
              type: "button",
              class: "button button-primary",
              dataset: { key: "submit" },
              disabled: view.submit_disabled === true,
              onclick: () => this.#submit(),
            },
            plainText(view.submit.text),
          )
        : null,
    );
  }

  #focus(view, body, key) {
    const again = key && this.dialog.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const wanted = view.blocks
      .map((block) => block.element)
      .find((element) => element?.focus_on_load);
    const asked = wanted && body.querySelector(`[data-key$="${CSS.escape(wanted.action_id)}"]`);
    (
      again ||
      asked ||
      body.querySelector("input:not([type=file]), textarea") ||
      this.dialog.querySelector(".dialog-foot .button:last-child")
    )?.focus();
  }

  async #submit() {
    const { session } = this.readerNow();
    const view = this.#shown;
    const button = this.dialog.querySelector('[data-key="submit"]');
    if (!view?.submit || !button || button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    this.#say("");
    try {
      const answer = await act("submit", {
        user: session.userId,
        values: this.surface.formValues(view.blocks),
      });
      if (answer.outcome === "failed") this.#say(answer.errors[""]);
    } catch (error) {
      // What Slack's own checks found stands beside the fields already.
      if (!this.dialog.querySelector(".input-wrong")) this.#say(error.message);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  #say(text) {
    this.dialog.querySelector(".modal-trouble")?.remove();
    if (text)
      this.dialog
        .querySelector(".dialog-foot")
        .before(h("p", { class: "modal-trouble", role: "alert" }, text));
  }

  async #leave(how) {
    const { session } = this.readerNow();
    await act(how, { user: session.userId }).catch(() => this.update());
  }

  #hide() {
    this.#shown = null;
    this.#surfaces.clear();
    if (this.dialog.open) this.dialog.close();
    this.dialog.replaceChildren();
  }
}
