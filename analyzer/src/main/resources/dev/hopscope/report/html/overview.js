// The first view: what was captured, what is wrong with it, and how long things took.

function drawOverview() {
  const samples = endToEndSamples();
  const parts = [totals(), partNote(), problems(), latency(samples), sources()];
  byId("view-overview").replaceChildren(...parts.filter((part) => part !== null));
}

function totals() {
  const summary = report.summary;
  const flows = d3.sum(Object.values(summary.flows));
  const lost = d3.sum(report.captures, (capture) => capture.lostBytes);
  const facts = [
    ["Messages", count(summary.traces), counted(summary.deliveries, "delivery", "deliveries")],
    ["Flows complete", count(summary.flows.complete), "of " + count(flows)],
    ["Downgraded", count(summary.downgraded), "of " + counted(summary.deliveries, "delivery", "deliveries")],
    ["Duplicates", count(summary.duplicates), counted(summary.ties, "tie")],
    ["Gaps", count(report.gaps.length), lost > 0 ? count(lost) + " bytes lost" : "no byte lost"],
    ["Findings", count(d3.sum(Object.values(summary.findings))), counted(Object.keys(summary.findings).length, "rule")],
  ];
  return el(
    "section",
    { class: "totals", "aria-label": "Totals" },
    el(
      "p",
      { class: "span" },
      "From ",
      el("b", null, startText()),
      ", ",
      duration(report.endNanos - clock.startNanos),
      ": ",
      counted(
        d3.sum(report.captures, (capture) => capture.frames),
        "frame",
      ),
      ", ",
      counted(
        d3.sum(report.captures, (capture) => capture.mqttPackets),
        "MQTT packet",
      ),
      ", ",
      counted(report.connections.length, "connection"),
      ".",
    ),
    el(
      "dl",
      null,
      facts.map(([name, value, beside]) =>
        el("div", null, el("dt", null, name), el("dd", null, el("b", null, value), el("span", null, beside))),
      ),
    ),
  );
}

/** Says so where the page holds less than the capture. */
function partNote() {
  const kept = report.traces.length;
  const all = report.summary.traces;
  if (kept >= all) {
    return null;
  }
  const limited = report.summary.limits["page-traces"] !== undefined;
  const why = limited
    ? "Others were left out to keep the page small, those without a problem first, then those only downgraded; --limit page-traces=N keeps more."
    : report.page.totalsOnly
      ? "It was made with --summary."
      : "It was made for a selection.";
  return el(
    "p",
    { class: "note" },
    el("b", null, `This page holds ${count(kept)} of ${counted(all, "message")}. `),
    why,
    " Totals and percentiles are those of the whole capture; charts and lists are those of the page.",
  );
}

function problems() {
  const lines = [...findingLines(), ...problemLines(), ...gapLines()].sort(
    (a, b) => SEVERITIES[a.tone].rank - SEVERITIES[b.tone].rank,
  );
  return el(
    "section",
    { class: "problems" },
    el("h2", null, "Problems"),
    noMessages(lines),
    lines.length === 0 ? null : el("ol", null, lines.map(problemLine)),
  );
}

/** What is said where nothing is wrong, or nothing is there. */
function noMessages(lines) {
  if (report.summary.traces === 0) {
    const why =
      report.connections.length === 0
        ? "No connection that carries MQTT was found: see below what the frames were."
        : "There are connections, but no PUBLISH that could be read on them.";
    return el("p", { class: "empty" }, el("b", null, "No message was captured. "), why);
  }
  return lines.length > 0
    ? null
    : el(
        "p",
        { class: "empty good" },
        el("b", null, "✓ Nothing to complain about. "),
        "Every flow is complete, every delivery was made as asked for, and no byte is missing.",
      );
}

function problemLine(line) {
  const severity = SEVERITIES[line.tone];
  const head = [
    el(
      "span",
      { class: "sign " + line.tone, title: severity.text.slice(0, -1), "aria-label": severity.text.slice(0, -1) },
      severity.sign,
    ),
    el("span", { class: "number" }, count(line.count)),
    el(
      "span",
      { class: "what" },
      line.to ? link(line.to, null, line.what) : el("b", null, line.what),
      " ",
      el("span", { class: "muted" }, line.why),
    ),
  ];
  return el(
    "li",
    null,
    line.more ? el("details", null, el("summary", null, head), line.more()) : el("div", { class: "line" }, head),
  );
}

function problemLines() {
  const counts = groupBy(
    report.views.flatMap((view) => view.problems),
    (key) => key,
  );
  return PROBLEMS.filter((problem) => problem.key !== "finding" && counts.has(problem.key)).map((problem) => ({
    tone: problem.tone,
    count: counts.get(problem.key).length,
    what: (counts.get(problem.key).length === 1 ? "message " : "messages ") + problem.of,
    why: problem.help,
    to: fragmentTo({ view: "messages", show: [problem.key] }),
  }));
}

function findingLines() {
  return [...groupBy(report.findings, (finding) => finding.rule)].map(([rule, findings]) => ({
    tone: findings.map((finding) => finding.severity).sort((a, b) => SEVERITIES[a].rank - SEVERITIES[b].rank)[0],
    count: report.summary.findings[rule] ?? findings.length,
    what: rule,
    why: [...new Set(findings.flatMap((finding) => finding.statements).map((one) => one.standard + " " + one.id))].join(
      ", ",
    ),
    more: () => findingList(rule, findings),
  }));
}

function findingList(rule, findings) {
  const linked = findings.some((finding) => report.trace.has(traceOfFinding(finding)));
  return el(
    "div",
    { class: "more" },
    linked
      ? el("p", null, link(fragmentTo({ view: "messages", search: "rule:" + rule }), null, "Show its messages"))
      : null,
    el(
      "ul",
      null,
      findings.map((finding) => el("li", null, findingText(finding))),
    ),
    (report.summary.findings[rule] ?? 0) > findings.length
      ? el("p", { class: "muted" }, "The first " + count(findings.length) + " are listed.")
      : null,
  );
}

/** What a finding says, and where: message, frame, trace. */
function findingText(finding) {
  const trace = traceOfFinding(finding);
  return [
    shown(finding.message),
    finding.certain ? null : el("span", { class: "muted" }, " (not certain)"),
    el(
      "span",
      { class: "muted" },
      finding.frame === null ? "" : " frame " + count(finding.frame),
      finding.connection === null ? "" : ", connection " + finding.connection,
    ),
    report.trace.has(trace) ? [" ", link(fragmentTo({ view: "messages", trace }), null, "message #" + trace)] : null,
  ];
}

function gapLines() {
  if (report.gaps.length === 0) {
    return [];
  }
  const causes = groupBy(report.gaps, (gap) => gap.cause);
  return [...causes].map(([cause, gaps]) => ({
    tone: "warning",
    count: gaps.length,
    what: (gaps.length === 1 ? "Gap: " : "Gaps: ") + count(d3.sum(gaps, (gap) => gap.length ?? 0)) + " bytes " + cause,
    why: GAP_CAUSES[cause] ?? "",
    more: () => gapTable(gaps),
  }));
}

const MOST_GAPS = 200;

function gapTable(gaps) {
  const heads = [
    { text: "Frame", number: true },
    "Client",
    "Direction",
    { text: "Position", number: true },
    { text: "Bytes", number: true },
  ];
  const rows = gaps.slice(0, MOST_GAPS).map((gap) => {
    const connection = report.connection.get(gap.connection);
    return [
      count(gap.frame),
      connection ? clientName(connection.clientId) + ", connection " + gap.connection : "connection " + gap.connection,
      gap.direction,
      count(gap.position),
      gap.length === null ? "unknown" : count(gap.length),
    ];
  });
  return el(
    "div",
    { class: "more" },
    table(null, heads, rows),
    gaps.length > MOST_GAPS ? el("p", { class: "muted" }, "The first " + MOST_GAPS + " are listed.") : null,
  );
}

function latency(samples) {
  const usable = samples.filter((sample) => sample.nanos > 0);
  const rows = distribution(samples);
  if (usable.length === 0 && rows === null) {
    return el(
      "section",
      { class: "latency" },
      el("h2", null, "Latency"),
      el(
        "p",
        { class: "empty" },
        "No delivery has a latency: it takes a publish and its live delivery, both captured, that cannot be another's.",
      ),
    );
  }
  const holder = el("div", { class: "over-time" });
  const width = Math.max(320, Math.min(1240, widthOf(byId("view-overview"))) - 2);
  if (usable.length > 0) {
    holder.append(latencyOverTime(samples, width));
  }
  const many = usable.length > MOST_POINTS;
  const key = many
    ? "Line: median; band: the middle 80 percent; points: the slowest " + SLOWEST + "."
    : "A point a delivery; circle QoS 0, triangle QoS 1, square QoS 2.";
  const negative = samples.length - usable.length;
  return el(
    "section",
    { class: "latency" },
    el("h2", null, "Latency"),
    usable.length > 0
      ? [
          el(
            "p",
            { class: "muted" },
            "From the publisher's PUBLISH to the PUBLISH to the receiver; times: " +
              clockName() +
              ". " +
              key +
              (negative > 0 ? " " + counted(negative, "value") + " of zero or less is not drawn." : ""),
          ),
          holder,
        ]
      : null,
    rows,
  );
}

function sources() {
  const summary = report.summary;
  const captureRows = report.captures.map((capture) => [
    shown(capture.file),
    capture.format + ", " + capture.linkTypes.join(", "),
    count(capture.frames),
    count(capture.mqttPackets),
    count(capture.gaps),
    count(capture.lostBytes),
    capture.kernelDrops === null ? "–" : count(capture.kernelDrops),
  ]);
  const skipped = report.captures.flatMap((capture) => Object.entries(capture.skippedFrames));
  const number = (text) => ({ text, number: true });
  return el(
    "section",
    { class: "sources" },
    el("h2", null, "Captures"),
    table(
      null,
      [
        "File",
        "Format",
        number("Frames"),
        number("MQTT packets"),
        number("Gaps"),
        number("Lost bytes"),
        number("Kernel drops"),
      ],
      captureRows,
    ),
    el(
      "div",
      { class: "side-by-side" },
      small("Packets", Object.entries(summary.packetsByType)),
      small("Flows", Object.entries(summary.flows)),
      small(
        "Brokers",
        report.brokers.map((broker) => [safe(broker.endpoints.join(", ")), broker.basis]),
        true,
      ),
      skipped.length > 0
        ? small("Frames without TCP", [
            ...d3.rollup(
              skipped,
              (each) => d3.sum(each, (one) => one[1]),
              (one) => one[0],
            ),
          ])
        : null,
      Object.keys(summary.limits).length > 0 ? small("Limits reached", Object.entries(summary.limits)) : null,
    ),
    el(
      "p",
      { class: "muted" },
      "Made by Hopscope " +
        safe(report.page.version) +
        (report.page.redacted ? ", redacted: names and topics are pseudonyms, payloads are left out." : "."),
    ),
  );
}

function small(title, rows, texts) {
  return el(
    "div",
    null,
    el("h3", null, title),
    rows.length === 0
      ? el("p", { class: "muted" }, "none")
      : table(
          null,
          [title, { text: texts ? "known by" : "count", number: !texts }],
          rows.map(([name, value]) => [name, texts ? value : count(value)]),
        ),
  );
}
