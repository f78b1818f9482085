// The list of messages. Only the rows that can be seen exist; they are filled anew as it scrolls.

const ROW = 44;
const list = { views: [], rows: [], first: -1, space: null, asked: false };

function makeList() {
  list.space = el("div", { class: "space", role: "presentation" });
  byId("list").append(list.space);
  byId("list").addEventListener("scroll", askForRows, { passive: true });
  new ResizeObserver(() => fillRows(true)).observe(byId("list"));
  byId("list").addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (row) {
      go({ trace: Number(row.dataset.id) }, true);
    }
  });
}

function askForRows() {
  if (!list.asked) {
    list.asked = true;
    requestAnimationFrame(() => {
      list.asked = false;
      fillRows(false);
    });
  }
}

function showList(views) {
  list.views = views;
  list.space.style.height = views.length * ROW + "px";
  fillRows(true);
}

function newRow() {
  const row = Object.fromEntries(
    ["id", "name", "signs", "at", "who", "qos", "latency"].map((name) => [name, el("span", { class: name })]),
  );
  const message = el(
    "span",
    { class: "message" },
    el("span", { class: "first" }, row.name, row.signs),
    el("span", { class: "second" }, row.at, row.who),
  );
  row.element = el("div", { class: "row", role: "option" }, row.id, message, row.qos, row.latency);
  list.space.append(row.element);
  return row;
}

function fillRows(always) {
  const box = byId("list");
  const wanted = Math.min(list.views.length, Math.ceil(box.clientHeight / ROW) + 6);
  const first = Math.max(0, Math.min(Math.floor(box.scrollTop / ROW) - 3, list.views.length - wanted));
  if (!always && first === list.first && wanted === list.rows.length) {
    return;
  }
  while (list.rows.length < wanted) {
    list.rows.push(newRow());
  }
  while (list.rows.length > wanted) {
    list.rows.pop().element.remove();
  }
  list.first = first;
  // a row keeps its place while what it shows stays in sight: only those that come in are written
  list.rows.forEach((row, i) => {
    const index = first + ((((i - first) % wanted) + wanted) % wanted);
    if (always || row.index !== index) {
      fillRow(row, index);
    }
  });
  const active = list.rows.find((row) => row.element.getAttribute("aria-selected") === "true");
  active ? box.setAttribute("aria-activedescendant", active.element.id) : box.removeAttribute("aria-activedescendant");
}

function fillRow(row, index) {
  const view = list.views[index];
  const selected = view.id === state.trace;
  row.index = index;
  row.element.id = "row-" + view.id;
  row.element.dataset.id = view.id;
  row.element.style.transform = `translateY(${index * ROW}px)`;
  row.element.classList.toggle("odd", index % 2 === 1);
  row.element.setAttribute("aria-selected", selected);
  row.element.setAttribute("aria-posinset", index + 1);
  row.element.setAttribute("aria-setsize", list.views.length);
  row.id.textContent = view.id;
  row.at.textContent = timeText(view.at);
  row.name.textContent = view.trace.topic === null ? "(topic not captured)" : safe(view.trace.topic);
  row.signs.textContent = view.problems.map((key) => PROBLEM.get(key).sign).join(" ");
  row.signs.title = view.problems.map((key) => PROBLEM.get(key).text).join(", ");
  row.signs.className = "signs " + (view.problems.length === 0 ? "" : PROBLEM.get(view.problems[0]).tone);
  row.who.textContent = receiversText(view.trace);
  row.qos.textContent = view.qos;
  row.latency.textContent = duration(view.latency);
}

function receiversText(trace) {
  const from = trace.publisher === null ? ORIGINS[trace.origin] : clientName(trace.publisher);
  const to = trace.deliveries;
  const receivers =
    to.length === 0 ? "nobody" : to.length === 1 ? clientName(to[0].clientId) : to.length + " deliveries";
  return from + " → " + receivers;
}

/** Brings the selected message into sight. */
function revealSelected() {
  const index = list.views.findIndex((view) => view.id === state.trace);
  const box = byId("list");
  if (index >= 0) {
    if (index * ROW < box.scrollTop) {
      box.scrollTop = index * ROW;
    } else if ((index + 1) * ROW > box.scrollTop + box.clientHeight) {
      box.scrollTop = (index + 1) * ROW - box.clientHeight;
    }
  }
  fillRows(true);
}

/** Selects the message so many places further down; the first where none is selected. */
function moveSelection(by) {
  const from = list.views.findIndex((view) => view.id === state.trace);
  const to = from < 0 ? 0 : Math.max(0, Math.min(list.views.length - 1, from + by));
  if (list.views.length > 0 && to !== from) {
    go({ view: "messages", trace: list.views[to].id });
  }
}

/** Selects the next message with a problem in this direction. */
function moveToProblem(by) {
  let index = list.views.findIndex((view) => view.id === state.trace);
  index = index < 0 && by < 0 ? list.views.length : index;
  for (index += by; index >= 0 && index < list.views.length; index += by) {
    if (list.views[index].problems.length > 0) {
      go({ view: "messages", trace: list.views[index].id });
      return;
    }
  }
}

function drawChips(counts) {
  const chips = PROBLEMS.filter((problem) => counts.has(problem.key) || state.show.includes(problem.key)).map(
    (problem) => {
      const on = state.show.includes(problem.key);
      const toggle = () =>
        go({ show: on ? state.show.filter((key) => key !== problem.key) : [...state.show, problem.key] });
      return el(
        "button",
        {
          type: "button",
          class: "chip " + problem.tone,
          "aria-pressed": String(on),
          title: problem.help,
          "data-key": problem.key,
          on: { click: toggle },
        },
        el("b", { "aria-hidden": "true" }, problem.sign),
        " " + problem.text + " ",
        el("span", { class: "number" }, count(counts.get(problem.key) ?? 0)),
      );
    },
  );
  const focused = document.activeElement?.dataset?.key;
  byId("chips").replaceChildren(...chips);
  chips.find((chip) => chip.dataset.key === focused)?.focus();
}
