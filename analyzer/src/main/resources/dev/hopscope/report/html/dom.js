// Making elements. Captured text only ever becomes text: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

// What does not print as itself: control and format characters, bidirectional ones included.
const UNPRINTED = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\ufe00-\ufe0f]/u;
const UNPRINTED_ALL = new RegExp(UNPRINTED.source, "gu");

function byId(id) {
  return document.getElementById(id);
}

function escapeOf(character) {
  const code = character.codePointAt(0);
  const named = { 9: "\\t", 10: "\\n", 13: "\\r" }[code];
  if (named) {
    return named;
  }
  return code < 0x100 ? "\\x" + code.toString(16).padStart(2, "0") : "\\u{" + code.toString(16) + "}";
}

/** Captured text as one line that shows every character that is in it. */
function safe(text) {
  return text === null || text === undefined ? "" : String(text).replace(UNPRINTED_ALL, escapeOf);
}

/** The same as nodes: escapes are marked, so that they differ from a backslash in the text. */
function shown(text) {
  const nodes = [];
  let rest = String(text ?? "");
  for (let at = rest.search(UNPRINTED); at >= 0; at = rest.search(UNPRINTED)) {
    const character = String.fromCodePoint(rest.codePointAt(at));
    nodes.push(rest.slice(0, at), el("span", { class: "escape" }, escapeOf(character)));
    rest = rest.slice(at + character.length);
  }
  nodes.push(rest);
  return nodes;
}

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") {
      Object.entries(value).forEach(([event, handler]) => element.addEventListener(event, handler));
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

function el(name, attributes, ...children) {
  return build(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return build(document.createElementNS(SVG, name), attributes, children);
}

/** A link that changes the state of the page, and works like any link. */
function link(fragment, attributes, ...children) {
  return el("a", { href: "#" + fragment, ...attributes }, ...children);
}

/** More rows than this are of no use to a reader. */
const MOST_ROWS = 1000;

/** A table: heads are texts or {text, number}; a cell is a text, a node, or a list of them. */
function table(attributes, heads, rows) {
  const columns = heads.map((head) => (typeof head === "string" ? { text: head } : head));
  const kind = (index) => (columns[index].number ? "number" : null);
  return el(
    "div",
    { class: "scroller" },
    el(
      "table",
      attributes,
      el(
        "thead",
        null,
        el(
          "tr",
          null,
          columns.map((head, i) => el("th", { scope: "col", class: kind(i) }, head.text)),
        ),
      ),
      el(
        "tbody",
        null,
        rows.map((row) =>
          el(
            "tr",
            null,
            row.map((cell, i) => el("td", { class: kind(i) }, cell)),
          ),
        ),
      ),
    ),
  );
}

/** The width inside a view that can be seen; as on paper where it cannot. */
function widthOf(view) {
  const style = getComputedStyle(view);
  const width = view.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return width > 0 ? Math.floor(width) : 960;
}

function count(number) {
  return Number(number).toLocaleString("en-GB");
}

/** "1 gap", "3 gaps". */
function counted(number, one, more) {
  return count(number) + " " + (number === 1 ? one : (more ?? one + "s"));
}
