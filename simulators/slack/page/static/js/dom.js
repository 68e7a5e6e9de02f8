// Making elements. Text always goes in as text nodes: nothing of a person's is ever read as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `on…` are listeners, `dataset` and `style` are objects, null and false are left out. */
export function h(tag, props = {}, ...children) {
  return furnish(document.createElement(tag), props, children);
}

/** The same in the SVG namespace. */
export function svg(tag, props = {}, ...children) {
  return furnish(document.createElementNS(SVG, tag), props, children);
}

/** Several nodes as one fragment. */
export function fragment(...children) {
  const made = document.createDocumentFragment();
  made.append(...children.flat(Infinity).filter(present));
  return made;
}

function furnish(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (!present(value)) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter(present));
  return node;
}

function present(value) {
  return value !== null && value !== undefined && value !== false;
}

let counter = 0;

/** An id that no other element has. */
export function freshId(word) {
  counter += 1;
  return `${word}-${counter}`;
}

/** Where a layer belongs that has to lie over `node`: inside its dialog, else on the page. */
export function layerFor(node) {
  return node.closest("dialog") ?? document.body;
}

/** Put a layer beside its anchor, above it where there is no room below. */
export function placeBeside(layer, anchor, { align = "start", above = false } = {}) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = layer;
  const below = box.bottom + 4 + height <= window.innerHeight;
  const top = above || !below ? Math.max(8, box.top - height - 4) : box.bottom + 4;
  const wanted = align === "end" ? box.right - width : box.left;
  const left = Math.min(Math.max(8, wanted), window.innerWidth - width - 8);
  Object.assign(layer.style, { top: `${top}px`, left: `${left}px` });
}
