// Connections as bars over time, a row a session: a session may span connections.

const LANE = 28;
const STRIP = 30;
const NAMES = 190;
const MORE_LANES = 250;
const timeline = { from: null, to: null, lanes: MORE_LANES, chosen: null };

/** Sessions by broker, each with its connections; then what belongs to no session. */
function lanesOf() {
  const lanes = [];
  const known = new Set();
  const byStart = (a, b) => nanosOf(a.firstTime) - nanosOf(b.firstTime);
  for (const session of report.sessions) {
    const connections = session.connections
      .map((id) => report.connection.get(id))
      .filter((each) => each !== undefined)
      .sort(byStart);
    connections.forEach((connection) => known.add(connection.id));
    if (connections.length > 0) {
      lanes.push({ session, broker: session.broker, name: clientName(session.clientId), connections });
    }
  }
  for (const connection of report.connections.filter((each) => !known.has(each.id))) {
    lanes.push({
      session: null,
      broker: connection.broker ?? Infinity,
      name: connection.clientId === null ? connection.client : clientName(connection.clientId),
      connections: [connection],
    });
  }
  return lanes.sort((a, b) => a.broker - b.broker || byStart(a.connections[0], b.connections[0]));
}

function drawConnections() {
  const holder = byId("view-connections");
  const lanes = lanesOf();
  if (lanes.length === 0) {
    holder.replaceChildren(
      el(
        "p",
        { class: "empty" },
        el("b", null, "No connection was found. "),
        "No frame held TCP that carries MQTT: the overview tells what the frames were.",
      ),
    );
    return;
  }
  const button = (text, title, click) => el("button", { type: "button", title, on: { click } }, text);
  holder.replaceChildren(
    el(
      "div",
      { class: "ladder-tools" },
      el("h2", null, "Sessions and connections"),
      button("−", "Zoom out (-)", () => zoomTimeline(1.6)),
      button("+", "Zoom in (+)", () => zoomTimeline(1 / 1.6)),
      button("Fit", "The whole capture (0)", () => zoomTimeline(0)),
      el(
        "span",
        { class: "muted" },
        "A bar is a connection, a line under it the session. Drag along the times to zoom. Times: " + clockName() + ".",
      ),
    ),
    endKey(),
    el("div", { id: "timeline", class: "timeline" }, timelineChart(lanes)),
    lanes.length > timeline.lanes
      ? button(
          "Show " + count(Math.min(MORE_LANES, lanes.length - timeline.lanes)) + " more of " + count(lanes.length),
          "More rows",
          () => {
            timeline.lanes += MORE_LANES;
            drawConnections();
          },
        )
      : el("span"),
    el("div", { id: "lane", class: "lane-facts", "aria-live": "polite" }),
  );
  chooseLane(lanes.find((lane) => lane.connections[0].id === timeline.chosen) ?? lanes[0]);
}

/** The signs of those ends that occur. */
function endKey() {
  const used = new Set(report.connections.map((connection) => connection.end));
  const keys = Object.entries(ENDS).filter(([end]) => used.has(end));
  return el(
    "ul",
    { class: "key", "aria-label": "How connections ended" },
    keys.map(([end, { text }]) =>
      el(
        "li",
        null,
        svg("svg", { width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, endSign(end)),
        " ",
        text,
      ),
    ),
  );
}

function endSign(end) {
  const shapes = {
    bar: "M0-6V6",
    doublebar: "M-2-6V6M2-6V6",
    diamond: "M0-6 6 0 0 6-6 0z",
    circle: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
    square: "M-4.5-4.5h9v9h-9z",
    cross: "M-5-5 5 5M5-5-5 5",
    triangle: "M0-6 6 5H-6z",
    star: "M0-6V6M-5-3 5 3M5-3-5 3",
    arrow: "M-3-6 4 0-3 6",
  };
  return svg("path", { class: "end " + end, d: shapes[ENDS[end]?.sign ?? "arrow"] });
}

function timelineChart(lanes) {
  const width = Math.max(560, widthOf(byId("view-connections")) - 2);
  const all = [clock.startNanos, Math.max(report.endNanos, clock.startNanos + 1000)];
  const from = timeline.from ?? all[0];
  const to = timeline.to ?? all[1];
  const { x, ticks } = timeScale(from, to, [NAMES, width - 26]);
  const shownLanes = lanes.slice(0, timeline.lanes);
  const rows = [];
  let y = STRIP;
  let broker = null;
  for (const lane of shownLanes) {
    if (lane.broker !== broker) {
      broker = lane.broker;
      rows.push(
        svg(
          "text",
          { class: "broker-name", x: 0, y: y + 19 },
          broker === Infinity
            ? "Not MQTT, or not understood"
            : "Broker " + safe(report.broker.get(broker)?.endpoints.join(", ") ?? broker),
        ),
      );
      y += LANE;
    }
    rows.push(laneOf(lane, y, x, width));
    y += LANE;
  }
  const chart = svg("svg", { class: "chart lanes", width, height: y + 8 });
  chart.append(
    svg("clipPath", { id: "inside" }, svg("rect", { x: NAMES - 1, y: 0, width: width - NAMES + 1, height: y + 8 })),
  );
  for (const tick of ticks) {
    chart.append(
      svg("line", { class: "grid", x1: tick.x, x2: tick.x, y1: STRIP - 8, y2: y }),
      svg("text", { class: "tick", x: tick.x, y: 14, "text-anchor": "middle" }, tick.text),
    );
  }
  const scale = d3.scaleLinear([from, to], [NAMES, width - 26]);
  const brush = d3
    .brushX()
    .extent([
      [NAMES, 0],
      [width - 26, STRIP - 8],
    ])
    .on("end", (event) => {
      if (event.selection !== null) {
        [timeline.from, timeline.to] = event.selection.map(scale.invert);
        drawConnections();
      }
    });
  d3.select(chart).append("g").attr("class", "brush").call(brush);
  chart.append(svg("g", { role: "list", "aria-label": "Sessions" }, rows));
  return chart;
}

function laneOf(lane, y, x, width) {
  const middle = y + LANE / 2;
  const name = lane.name.length > 26 ? lane.name.slice(0, 25) + "…" : lane.name;
  const bars = lane.connections.map((connection) => barOf(connection, middle, x));
  const [first, last] = [lane.connections[0], lane.connections.at(-1)];
  const choose = () => chooseLane(lane);
  return svg(
    "g",
    {
      class: "lane",
      role: "listitem",
      tabindex: 0,
      "data-connection": first.id,
      "aria-label": laneText(lane),
      on: { focus: choose, mouseenter: choose, click: choose },
    },
    svg("rect", { class: "back", x: 0, y: y + 1, width, height: LANE - 2, rx: 3 }),
    svg("text", { class: "name", x: 8, y: middle + 4 }, name),
    svg(
      "g",
      { "clip-path": "url(#inside)" },
      lane.session === null
        ? []
        : svg("line", {
            class: "session",
            x1: x(nanosOf(first.firstTime)),
            x2: x(nanosOf(last.lastTime ?? last.firstTime)),
            y1: middle + 9,
            y2: middle + 9,
          }),
      bars,
    ),
  );
}

function barOf(connection, y, x) {
  const from = x(nanosOf(connection.firstTime));
  const to = Math.max(from + 2, x(nanosOf(connection.lastTime ?? connection.firstTime)));
  const doubt =
    connection.gaps > 0 ? svg("path", { class: "gaps", d: zigzag(from + 2, Math.min(to - 2, from + 34), y) }) : [];
  return svg(
    "g",
    { class: "bar-of" },
    svg("title", null, connectionLine(connection)),
    svg("rect", {
      class: "bar " + (connection.transport === "tcp" ? "" : "other"),
      x: from,
      y: y - 6,
      width: to - from,
      height: 11,
      rx: 1.5,
    }),
    doubt,
    svg("g", { transform: `translate(${to + 1},${y})` }, endSign(connection.end ?? "open")),
  );
}

function connectionLine(connection) {
  const gaps = connection.gaps > 0 ? ", " + counted(connection.gaps, "gap") : "";
  return `Connection ${connection.id}, ${connection.client} to ${connection.server}, ${connection.transport}, MQTT ${connection.version}: ${counted(connection.packets, "packet")}${gaps}, ${ENDS[connection.end]?.text ?? "open"}`;
}

function laneText(lane) {
  return (
    lane.name +
    ": " +
    counted(lane.connections.length, "connection") +
    ". " +
    lane.connections.slice(0, 5).map(connectionLine).join(". ")
  );
}

function zoomTimeline(factor) {
  const all = [clock.startNanos, Math.max(report.endNanos, clock.startNanos + 1000)];
  const from = timeline.from ?? all[0];
  const to = timeline.to ?? all[1];
  const half = ((to - from) / 2) * factor;
  const middle = (from + to) / 2;
  [timeline.from, timeline.to] =
    factor === 0
      ? [null, null]
      : [Math.max(all[0], middle - half), Math.min(all[1], Math.max(middle + half, middle - half + 1000))];
  drawConnections();
}

/** Tells the session of a row: its connections and subscriptions. */
function chooseLane(lane) {
  if (lane === undefined) {
    return;
  }
  timeline.chosen = lane.connections[0].id;
  byId("timeline")
    .querySelectorAll(".lane")
    .forEach((each) => each.classList.toggle("chosen", Number(each.dataset.connection) === timeline.chosen));
  const number = (text) => ({ text, number: true });
  const rows = lane.connections
    .slice(0, MOST_ROWS)
    .map((each) => [
      String(each.id),
      each.client,
      "MQTT " + each.version + ", " + each.transport,
      timeText(nanosOf(each.firstTime)),
      duration(each.lastTime === null ? null : nanosOf(each.lastTime) - nanosOf(each.firstTime)),
      count(each.packets),
      count(each.gaps),
      count(each.retransmittedSegments),
      (ENDS[each.end]?.text ?? "open") + (each.endReason === null ? "" : ": " + safe(each.endReason)),
    ]);
  const subscriptions = (lane.session?.subscriptions ?? [])
    .slice(0, MOST_ROWS)
    .map((one) => [
      el("span", { class: "mono" }, shown(one.filter)),
      one.grantedQos === null ? "unknown" : String(one.grantedQos),
      one.shareGroup === null ? "" : safe(one.shareGroup),
      timeText(nanosOf(one.from)),
      one.to === null ? "stands" : timeText(nanosOf(one.to)),
    ]);
  const clientId = lane.session?.clientId ?? lane.connections[0].clientId;
  byId("lane").replaceChildren(
    el(
      "h3",
      null,
      lane.name,
      " ",
      clientId === null || clientId === ""
        ? null
        : el(
            "small",
            null,
            link(fragmentTo({ view: "messages", search: clientQuery(clientId) }), null, "its messages"),
          ),
    ),
    table(
      null,
      [
        "Connection",
        "Client",
        "Protocol",
        number("Start"),
        number("Lasted"),
        number("Packets"),
        number("Gaps"),
        number("TCP repeats"),
        "End",
      ],
      rows,
    ),
    subscriptions.length === 0
      ? el("p", { class: "muted" }, "No subscription.")
      : table(null, ["Subscription", number("Granted QoS"), "Share", number("From"), number("To")], subscriptions),
  );
}
