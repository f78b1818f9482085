// The selected message: what it is, its ladder, its deliveries and findings.

function drawTrace() {
  const trace = report.trace.get(state.trace);
  const holder = byId("trace");
  ladder.shown = 0;
  if (trace === undefined) {
    holder.replaceChildren(noTrace());
    return;
  }
  holder.setAttribute("aria-label", "Message " + trace.id);
  holder.replaceChildren(traceHead(trace), ladderSection(), deliveriesOf(trace), findingsOf(trace));
  redrawLadder();
  holder.scrollTop = 0;
}

function noTrace() {
  if (state.trace !== null) {
    return el(
      "div",
      { class: "empty" },
      el("b", null, "This page has no message #" + state.trace + ". "),
      "It may have been left out, or the address is of another report.",
    );
  }
  if (report.traces.length === 0) {
    return el(
      "div",
      { class: "empty" },
      el("b", null, "There is no message here. "),
      report.gaps.length > 0
        ? "The capture has gaps, which may have taken them: see the overview."
        : "The overview tells what the capture holds.",
    );
  }
  return el(
    "div",
    { class: "empty" },
    el("b", null, "Choose a message "),
    "to see its ladder: click, or use ",
    el("kbd", null, "j"),
    " and ",
    el("kbd", null, "k"),
    ".",
  );
}

function traceHead(trace) {
  const view = report.viewOf.get(trace.id);
  const topic = trace.topic === null ? el("span", { class: "muted" }, "(topic not captured)") : shown(trace.topic);
  const facts = [
    ["Message", "#" + trace.id],
    ["From", trace.publisher === null ? ORIGINS[trace.origin] : clientLink(trace.publisher)],
    ["At", timeText(view.at) + (clock.mode === "relative" ? "\u202fs" : "")],
    ["QoS", view.qos],
    ["Payload", trace.payloadLength === null ? "unknown" : counted(trace.payloadLength, "byte")],
    ["Retain", trace.retain === null ? "unknown" : trace.retain ? "yes" : "no"],
    [
      "Closed by",
      { complete: "complete", deadline: "the time to wait", limit: "a limit", end: "the end of the capture" }[
        trace.closedBy
      ],
    ],
  ];
  return el(
    "header",
    { class: "trace-head" },
    el("h2", null, topic),
    el(
      "p",
      { class: "badges" },
      view.problems.length === 0 ? el("span", { class: "badge good" }, "✓ No problem") : view.problems.map(badge),
    ),
    el(
      "dl",
      { class: "facts" },
      facts.map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value))),
    ),
    payloadOf(trace),
  );
}

function clientLink(clientId) {
  return link(
    fragmentTo({ view: "messages", search: clientQuery(clientId) }),
    { title: "Messages of this client" },
    clientName(clientId),
  );
}

function payloadOf(trace) {
  if (trace.payload === undefined && trace.payloadBase64 === undefined) {
    return null;
  }
  if (trace.payload !== undefined) {
    const bytes = new TextEncoder().encode(trace.payload).length;
    if (bytes === 0) {
      return null;
    }
    if ((trace.payload.match(UNPRINTED_ALL) ?? []).length * 3 < trace.payload.length) {
      return el("pre", { class: "payload", "aria-label": "Payload" }, shown(trace.payload), cutNote(bytes, trace));
    }
  }
  // text that hardly prints is read better as bytes
  const binary =
    trace.payload === undefined
      ? atob(trace.payloadBase64)
      : Array.from(new TextEncoder().encode(trace.payload), (byte) => String.fromCharCode(byte)).join("");
  const lines = d3.range(0, binary.length, 16).map((from) => hexLine(binary.slice(from, from + 16), from));
  return el(
    "pre",
    { class: "payload", "aria-label": "Payload, binary" },
    lines.join("\n"),
    cutNote(binary.length, trace),
  );
}

function cutNote(bytes, trace) {
  return bytes < trace.payloadLength
    ? el("span", { class: "muted" }, ` … ${count(bytes)} of ${count(trace.payloadLength)} bytes`)
    : null;
}

function hexLine(bytes, from) {
  const codes = [...bytes].map((character) => character.charCodeAt(0));
  const hex = codes.map((code) => pad(code.toString(16), 2)).join(" ");
  return (
    pad(from.toString(16), 4) +
    "  " +
    hex.padEnd(47) +
    "  " +
    codes.map((code) => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : "·")).join("")
  );
}

function ladderSection() {
  const button = (id, text, title, click) => el("button", { type: "button", id, title, on: { click } }, text);
  return el(
    "section",
    { class: "ladder-section", "aria-label": "Ladder" },
    el(
      "div",
      { class: "ladder-tools" },
      el("h3", null, "Ladder"),
      button("spacing", "", "True time scale or even spacing (e)", toggleSpacing),
      button("zoom-out", "−", "Zoom out (-)", () => zoomLadder(1 / 1.6)),
      button("zoom-in", "+", "Zoom in (+)", () => zoomLadder(1.6)),
      button("zoom-none", "Fit", "No zoom (0)", () => zoomLadder(0)),
    ),
    el("p", { id: "left-out", class: "muted" }),
    el(
      "div",
      { class: "ladder-area" },
      el("div", { id: "ladder", class: "ladder" }),
      el("div", { id: "packet", class: "packet", "aria-live": "polite" }),
    ),
  );
}

function redrawLadder() {
  const trace = report.trace.get(state.trace);
  const holder = byId("ladder");
  if (trace !== undefined && holder !== null) {
    drawLadder(holder, trace, holder.clientWidth || 900);
    byId("spacing").textContent = ladder.even ? "Even spacing" : "True time";
    byId("spacing").setAttribute("aria-pressed", String(!ladder.even));
    byId("left-out").textContent =
      ladder.leftOut === 0
        ? ""
        : "The ladder leaves out " +
          counted(ladder.leftOut, "delivery", "deliveries") +
          " without a problem: the table below has all.";
    ["zoom-in", "zoom-out", "zoom-none"].forEach((id) => (byId(id).disabled = ladder.even));
  }
}

function toggleSpacing() {
  ladder.even = !ladder.even;
  redrawLadder();
}

/** Stretches the time scale; the middle of what is seen stays. */
function zoomLadder(factor) {
  const holder = byId("ladder");
  if (holder === null || ladder.even) {
    return;
  }
  const middle = (holder.scrollTop + holder.clientHeight / 2) / holder.scrollHeight;
  ladder.zoom = factor === 0 ? 1 : Math.max(1, Math.min(400, ladder.zoom * factor));
  redrawLadder();
  holder.scrollTop = middle * holder.scrollHeight - holder.clientHeight / 2;
}

function deliveriesOf(trace) {
  const number = (text) => ({ text, number: true });
  if (trace.deliveries.length + trace.missing.length + trace.pending.length === 0) {
    return el(
      "section",
      null,
      el("h3", null, "Deliveries"),
      el(
        "p",
        { class: "empty" },
        "Nobody got this message: no subscription in sight matched it, or its delivery was not captured.",
      ),
    );
  }
  const rows = trace.deliveries.map((delivery) => [
    clientLinkOr(delivery.clientId),
    qosOfDelivery(trace, delivery),
    delivery.grantedQos ?? "unknown",
    VIAS[delivery.via],
    duration(delivery.latencyNanos) + (delivery.crossClock ? " (two clocks)" : ""),
    report.flow.get(delivery.flow)?.outcome ?? "not kept",
    linkText(delivery),
    el("span", { class: "mono" }, safe(delivery.subscriptions.map((one) => one.filter).join(", "))),
  ]);
  trace.missing.forEach((one) =>
    rows.push([
      clientName(one.clientId),
      "✕ missing",
      one.grantedQos ?? "unknown",
      "",
      "",
      "",
      one.certain ? "certain" : "not certain",
      el("span", { class: "mono" }, safe(one.filter)),
    ]),
  );
  trace.pending.forEach((one) => rows.push([clientName(one.clientId), "◷ awaited", "", "", "", "", "", ""]));
  const whole = table(
    { class: "deliveries" },
    ["Receiver", "QoS", "Granted", "Via", number("Latency"), "Flow", "Link", "Subscription"],
    rows.slice(0, MOST_ROWS),
  );
  return el(
    "section",
    null,
    el("h3", null, "Deliveries"),
    whole,
    rows.length > MOST_ROWS
      ? el("p", { class: "muted" }, "The first " + MOST_ROWS + " of " + count(rows.length) + " are listed.")
      : null,
  );
}

function clientLinkOr(clientId) {
  return clientId === null ? clientName(null) : clientLink(clientId);
}

function qosOfDelivery(trace, delivery) {
  const signs =
    (delivery.downgraded ? " ↓ downgraded" : "") +
    (delivery.duplicate ? " ⧉ copy " + delivery.copy : "") +
    (delivery.expectedQos !== null && delivery.expectedQos !== delivery.deliveredQos
      ? " ≠ expected " + delivery.expectedQos
      : "");
  return (trace.publishedQos ?? "?") + "→" + delivery.deliveredQos + signs;
}

function linkText(delivery) {
  return delivery.link === "tie" ? "≈ tie, " + counted(delivery.rivals, "rival") : delivery.link;
}

function findingsOf(trace) {
  const findings = report.findingsOf.get(trace.id) ?? [];
  return findings.length === 0
    ? el("section")
    : el(
        "section",
        null,
        el("h3", null, "Findings"),
        el(
          "ul",
          { class: "findings" },
          findings.map((finding) =>
            el(
              "li",
              null,
              el("span", { class: "sign " + finding.severity }, SEVERITIES[finding.severity].sign),
              " ",
              el("b", null, finding.rule),
              ": ",
              shown(finding.message),
            ),
          ),
        ),
      );
}
