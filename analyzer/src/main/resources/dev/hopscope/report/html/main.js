// Puts the page together: reads the report, shows the state that the address names, and follows it.

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").setAttribute("aria-pressed", String(name === "dark"));
}

function showSource() {
  const files = report.captures.map((capture) => capture.file.split(/[\\/]/).pop());
  const text =
    files.length === 0
      ? "no capture"
      : files.length === 1
        ? files[0]
        : files[0] + " and " + (files.length - 1) + " more";
  byId("source").replaceChildren(...shown(text));
  byId("source").title = safe(report.captures.map((capture) => capture.file).join(", "));
  document.title = safe(text) + " – Hopscope";
}

const DRAW = { overview: drawOverview, messages: drawMessages, connections: drawConnections };
const drawn = {};

function drawMessages() {
  const { views, counts } = select(state);
  drawChips(counts);
  byId("count").textContent = countText(views.length);
  showList(views);
  revealSelected();
  drawTrace();
}

function countText(number) {
  if (report.traces.length === 0) {
    return "No message to list.";
  }
  return number === report.traces.length
    ? counted(number, "message")
    : count(number) + " of " + counted(report.traces.length, "message");
}

function follow(before) {
  for (const view of VIEWS) {
    byId("view-" + view).hidden = view !== state.view;
    const tab = byId("tab-" + view);
    tab.setAttribute("aria-selected", String(view === state.view));
    tab.tabIndex = view === state.view ? 0 : -1;
  }
  if (byId("search").value !== state.search) {
    byId("search").value = state.search;
  }
  byId("order").value = state.order;
  const onlyTrace =
    drawn.messages &&
    ["search", "order"].every((key) => before?.[key] === state[key]) &&
    before.show.join() === state.show.join();
  if (state.view === "messages" && onlyTrace) {
    if (before.trace !== state.trace) {
      drawTrace();
    }
    revealSelected();
  } else if (state.view === "messages" || !drawn[state.view]) {
    DRAW[state.view]();
  }
  drawn[state.view] = true;
}

/** Draws again what depends on the width of the window or on how times are shown. */
function redraw() {
  Object.keys(drawn).forEach((view) => delete drawn[view]);
  follow({ ...state });
}

function listen() {
  VIEWS.forEach((view) => byId("tab-" + view).addEventListener("click", () => go({ view }, true)));
  let waiting = 0;
  byId("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ search: byId("search").value }), 80);
  });
  byId("order").addEventListener("change", () => go({ order: byId("order").value }));
  byId("clock").addEventListener("change", () => {
    clock.mode = byId("clock").value;
    redraw();
  });
  byId("theme").addEventListener("click", () =>
    setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
  );
  byId("show-help").addEventListener("click", showHelp);
  document.addEventListener("keydown", onKey);
  let width = document.documentElement.clientWidth;
  window.addEventListener("resize", () => {
    if (width !== document.documentElement.clientWidth) {
      width = document.documentElement.clientWidth;
      redraw();
    }
  });
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
}

const MOST_PRINTED = 500;
const printing = { theme: "light" };

/** On paper there is all of it: the overview, the list as a table, the message at hand, the connections. */
function beforePrint() {
  printing.theme = document.documentElement.dataset.theme;
  setTheme("light");
  Object.keys(DRAW)
    .filter((view) => !drawn[view])
    .forEach((view) => DRAW[view]());
  const number = (text) => ({ text, number: true });
  const rows = list.views
    .slice(0, MOST_PRINTED)
    .map((view) => [
      String(view.id),
      timeText(view.at),
      safe(view.trace.topic ?? "(not captured)"),
      receiversText(view.trace),
      view.qos,
      duration(view.latency),
      view.problems.map((key) => PROBLEM.get(key).text).join(", "),
    ]);
  byId("printed").replaceChildren(
    el("h2", null, "Messages"),
    table(null, [number("#"), number("Time"), "Topic", "From and to", "QoS", number("Latency"), "Problems"], rows),
    list.views.length > MOST_PRINTED
      ? el("p", null, "The first " + MOST_PRINTED + " of " + count(list.views.length) + " are printed.")
      : "",
  );
}

function afterPrint() {
  setTheme(printing.theme);
  byId("printed").replaceChildren();
}

function followTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  setTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => setTheme(dark.matches ? "dark" : "light"));
}

async function start() {
  followTheme();
  indexReport(await readReport());
  clock.mode = report.page.utc ? "utc" : "relative";
  byId("clock").value = clock.mode;
  showSource();
  fillHelp();
  makeList();
  listen();
  onChange(follow);
  byId("loading").remove();
  changed(stateOf(location.hash.slice(1)));
  document.documentElement.dataset.ready = "";
}

start().catch((failure) => {
  const notice = byId("loading") ?? document.body.insertBefore(el("p"), document.body.firstChild);
  notice.className = "failure";
  notice.textContent = "This page cannot be shown: " + failure.message + ". It needs a browser of 2023 or later.";
  throw failure;
});
