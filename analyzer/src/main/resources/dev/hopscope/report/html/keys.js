// What keys do, and the dialog that tells so.

const KEYS = [
  ["1  2  3", "overview, messages, connections"],
  ["/", "search messages"],
  ["j  k  or  ↓  ↑", "next and previous message; in the ladder, packet"],
  ["n  p", "next and previous message with a problem"],
  ["Enter", "from the list into the ladder"],
  ["Esc", "back to the list; clears the search"],
  ["e", "true time scale or even spacing"],
  ["+  −  0", "zoom in, out, fit"],
  ["t", "dark or light"],
  ["?", "this help"],
];

function fillHelp() {
  const problemRows = PROBLEMS.map((problem) =>
    el(
      "tr",
      null,
      el("td", { class: "sign " + problem.tone }, problem.sign),
      el("td", null, problem.text),
      el("td", null, problem.help),
    ),
  );
  const keyRows = KEYS.map(([key, text]) =>
    el("tr", null, el("td", null, el("kbd", null, key)), el("td", { colspan: 2 }, text)),
  );
  byId("help-body").replaceChildren(
    el("table", null, el("tbody", null, keyRows)),
    el("h3", null, "Search"),
    el(
      "p",
      null,
      "Words are looked for in topics, ClientIDs and payloads. ",
      el("code", null, "topic:plant/+/temp"),
      " takes an MQTT topic filter, ",
      el("code", null, "client:sub1"),
      " a whole ClientID, ",
      el("code", null, "rule:name"),
      " a finding, ",
      el("code", null, "#12"),
      " a message.",
    ),
    el("h3", null, "Signs"),
    el("table", null, el("tbody", null, problemRows)),
    el(
      "p",
      null,
      "In a ladder a thick arrow is a PUBLISH, a thin one an answer; dashed: sent again; dotted with ?: not captured; a zigzag: a gap; ✕: refused or missing.",
    ),
  );
}

function showHelp() {
  byId("help").showModal();
}

function typing(event) {
  return event.target.matches("input, select, textarea");
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) {
    return;
  }
  if (typing(event)) {
    keyInField(event);
    return;
  }
  const action = actionOf(event);
  if (action !== undefined) {
    event.preventDefault();
    action();
  }
}

function keyInField(event) {
  const search = event.target.id === "search";
  if (event.key === "Escape" && search) {
    state.search === "" ? byId("list").focus() : go({ search: "" });
  } else if (search && (event.key === "Enter" || event.key === "ArrowDown")) {
    event.preventDefault();
    byId("list").focus();
    if (state.trace === null || !list.views.some((view) => view.id === state.trace)) {
      moveSelection(1);
    }
  }
}

function actionOf(event) {
  const inLadder = event.target.closest?.("#ladder") !== null;
  const always = {
    1: () => go({ view: "overview" }, true),
    2: () => go({ view: "messages" }, true),
    3: () => go({ view: "connections" }, true),
    "/": () => {
      go({ view: "messages" });
      byId("search").focus();
      byId("search").select();
    },
    "?": showHelp,
    t: () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
  };
  const zooms = { "+": 1, "=": 1, "-": -1, 0: 0 };
  if (event.key in zooms && state.view !== "overview") {
    return () => zoomBy(zooms[event.key]);
  }
  if (event.target.closest?.("[role=tablist]") && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
    return () => moveTab(event.key === "ArrowRight" ? 1 : -1);
  }
  if (
    state.view === "connections" &&
    ["ArrowDown", "ArrowUp", "j", "k"].includes(event.key) &&
    event.target.closest?.(".lane")
  ) {
    return () => moveFocus(event.target, ".lane", /Down|j/.test(event.key) ? 1 : -1);
  }
  return always[event.key] ?? (state.view === "messages" ? messageAction(event, inLadder) : undefined);
}

function messageAction(event, inLadder) {
  const page = Math.max(1, Math.floor(byId("list").clientHeight / ROW) - 1);
  const onList = event.target.id === "list" || event.target === document.body;
  const move = (by) =>
    inLadder ? choosePacket(Math.max(0, Math.min(ladder.rows.length - 1, ladder.shown + by)), true) : moveSelection(by);
  const actions = {
    j: () => move(1),
    k: () => move(-1),
    n: () => moveToProblem(1),
    p: () => moveToProblem(-1),
    e: toggleSpacing,
  };
  if (inLadder || onList) {
    Object.assign(actions, { ArrowDown: () => move(1), ArrowUp: () => move(-1) });
  }
  if (inLadder) {
    actions.Escape = () => byId("list").focus();
  }
  if (onList) {
    Object.assign(actions, {
      PageDown: () => move(page),
      PageUp: () => move(-page),
      Home: () => move(-list.views.length),
      End: () => move(list.views.length),
      Enter: () => choosePacket(ladder.shown, true),
      Escape: () => go({ search: "", show: [] }),
    });
  }
  return actions[event.key];
}

function zoomBy(direction) {
  if (state.view === "messages") {
    zoomLadder(direction === 0 ? 0 : 1.6 ** direction);
  } else {
    zoomTimeline(direction === 0 ? 0 : 1.6 ** -direction);
  }
}

function moveTab(by) {
  const next = VIEWS[(VIEWS.indexOf(state.view) + by + VIEWS.length) % VIEWS.length];
  go({ view: next }, true);
  byId("tab-" + next).focus();
}

function moveFocus(from, selector, by) {
  const all = [...document.querySelectorAll(selector)];
  all[all.indexOf(from.closest(selector)) + by]?.focus();
}
