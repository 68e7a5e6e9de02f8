// Blocks as nodes, by their type.

import { fragment, h } from "../dom.js";
import { actions, contextActions } from "./actions.js";
import { chart } from "../charts/index.js";
import { dataTable } from "./data_table.js";
import { image } from "./image.js";
import { input } from "./input.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich_text.js";
import { alert, context, divider, header, section } from "./section.js";
import { table } from "./table.js";
import { wrong } from "./unknown.js";

const BLOCKS = {
  section,
  header,
  divider,
  context,
  actions,
  image,
  input,
  table,
  markdown,
  alert,
  context_actions: contextActions,
  rich_text: richText,
  data_table: dataTable,
  data_visualization: chart,
};

/** All blocks of a surface, each in a box of its own that knows what it shows. */
export function renderBlocks(blocks, surface) {
  return fragment(blocks.map((block) => renderBlock(block, surface)));
}

/** Change the boxes in `parent` to these blocks; one that shows the same stays as it is. */
export function updateBlocks(parent, blocks, surface) {
  const boxes = [...parent.children];
  blocks.forEach((block, at) => {
    if (!boxes[at]) parent.append(renderBlock(block, surface));
    else if (boxes[at].blockShown !== lookOf(block))
      boxes[at].replaceWith(renderBlock(block, surface));
  });
  boxes.slice(blocks.length).forEach((box) => box.remove());
}

function renderBlock(block, surface) {
  const box = h(
    "div",
    { class: `block block-${block.type}`, dataset: { block: block.block_id ?? "" } },
    drawn(block, surface),
  );
  box.blockShown = lookOf(block);
  return box;
}

function drawn(block, surface) {
  const draw = BLOCKS[block.type];
  if (!draw) return wrong("block", block);
  try {
    return draw(block, surface);
  } catch (error) {
    return wrong("block", block, `This block could not be drawn: ${error.message}`);
  }
}

// Slack makes up ids that the app left out, anew at each edit; an earlier one may still be pressed.
function lookOf({ block_id: _, ...block }) {
  return JSON.stringify(block);
}
