// What the page shows, as its address says: everything after # is a state that can be kept and sent.

const VIEWS = ["overview", "messages", "connections"];
const NOTHING = { view: "overview", search: "", show: [], order: "time", trace: null };
const state = { ...NOTHING };
const listeners = [];

function fragmentOf(next) {
  const parts = new URLSearchParams();
  if (next.view !== "overview" && !(next.view === "messages" && next.trace !== null)) {
    parts.set("view", next.view);
  }
  if (next.trace !== null) {
    parts.set("trace", next.trace);
  }
  if (next.search !== "") {
    parts.set("find", next.search);
  }
  if (next.show.length > 0) {
    parts.set("show", next.show.join("+"));
  }
  if (next.order !== "time") {
    parts.set("order", next.order);
  }
  return parts.toString();
}

function stateOf(fragment) {
  const parts = new URLSearchParams(fragment);
  const trace = /^\d+$/.test(parts.get("trace") ?? "") ? Number(parts.get("trace")) : null;
  const view = VIEWS.includes(parts.get("view")) ? parts.get("view") : trace === null ? "overview" : "messages";
  return {
    view,
    trace,
    search: parts.get("find") ?? "",
    show: (parts.get("show") ?? "").split(/[+ ]/).filter((key) => PROBLEM.has(key)),
    order: parts.get("order") in ORDERS ? parts.get("order") : "time",
  };
}

/** Calls back after each change, with what the page showed before. */
function onChange(listener) {
  listeners.push(listener);
}

function changed(next) {
  const before = { ...state };
  Object.assign(state, next);
  listeners.forEach((listener) => listener(before));
}

/** Goes to a state. A step that a reader may want to go back from gets its own place in the history. */
function go(change, step) {
  const next = { ...state, ...change };
  const fragment = "#" + fragmentOf(next);
  if (fragment !== (location.hash || "#")) {
    history[step ? "pushState" : "replaceState"](null, "", fragment);
  }
  changed(next);
}

/** The address of a state, for links. */
function fragmentTo(change) {
  return fragmentOf({ ...NOTHING, ...change });
}

window.addEventListener("hashchange", () => changed(stateOf(location.hash.slice(1))));
