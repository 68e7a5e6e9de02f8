// Pictures.

import { h } from "../dom.js";
import { plainText } from "../text/mrkdwn.js";

/** A picture with its title. */
export function image(block, surface) {
  const title = block.title ? h("figcaption", {}, plainText(block.title.text)) : null;
  return h("figure", { class: "image-block" }, title, picture(block, surface, "image"));
}

/** The picture alone: from the web, or a file of this workspace. */
export function picture(element, surface, name) {
  const src = element.slack_file ? slackFile(element.slack_file) : element.image_url;
  return h("img", { class: name, src, alt: element.alt_text, loading: "lazy" });
}

function slackFile({ id, url }) {
  const found = id ?? /-(F\w+)\//.exec(url ?? "")?.[1];
  return `/_files/${found}`;
}
