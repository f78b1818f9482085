// The report, indexed. `view` of a message is what the list and the filters ask of it, worked out once.

const report = {};

async function readReport() {
  const holder = byId("report");
  const text = holder.textContent;
  holder.remove();
  return JSON.parse(holder.dataset.encoding === "gzip" ? await inflate(text) : text);
}

async function inflate(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) {
    bytes[i] = binary.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function indexReport(data) {
  Object.assign(report, data);
  startClock([...data.captures.map((capture) => capture.firstTime), ...data.connections.map((each) => each.firstTime)]);
  const map = (elements) => new Map(elements.map((element) => [element.id, element]));
  report.capture = map(data.captures);
  report.broker = map(data.brokers);
  report.connection = map(data.connections);
  report.session = map(data.sessions);
  report.flow = map(data.flows);
  report.trace = map(data.traces);
  report.gapsOf = groupBy(data.gaps, (gap) => gap.connection);
  report.traceOfFlow = new Map();
  data.traces.forEach((trace) => flowIds(trace).forEach((id) => report.traceOfFlow.set(id, trace.id)));
  report.findingsOf = groupBy(data.findings, traceOfFinding);
  report.views = data.traces.map(viewOf).sort((a, b) => a.at - b.at || a.id - b.id);
  report.viewOf = new Map(report.views.map((view) => [view.id, view]));
  report.endNanos = lastTime(data);
}

function lastTime(data) {
  let last = clock.startNanos;
  for (const element of [...data.captures, ...data.connections]) {
    last = Math.max(last, nanosOf(element.lastTime) ?? last);
  }
  return last;
}

function groupBy(elements, key) {
  const groups = new Map();
  for (const element of elements) {
    const of = key(element);
    groups.has(of) ? groups.get(of).push(element) : groups.set(of, [element]);
  }
  return groups;
}

function traceOfFinding(finding) {
  return finding.trace ?? report.traceOfFlow.get(finding.flow) ?? null;
}

/** The publish flow, then forwards, then deliveries. */
function flowIds(trace) {
  return [
    ...(trace.publishFlow === null ? [] : [trace.publishFlow]),
    ...trace.forwards.map((forward) => forward.flow),
    ...trace.deliveries.map((delivery) => delivery.flow),
  ];
}

function flowsOf(trace) {
  return flowIds(trace)
    .map((id) => report.flow.get(id))
    .filter((flow) => flow !== undefined);
}

function viewOf(trace) {
  const flows = flowsOf(trace);
  const times = flows.filter((flow) => flow.steps.length > 0).map((flow) => nanosOf(flow.steps[0].time));
  const latencies = trace.deliveries.map((delivery) => delivery.latencyNanos).filter((nanos) => nanos !== null);
  const problems = problemsOf(trace, flows);
  return {
    id: trace.id,
    trace,
    at: d3.min(times) ?? clock.startNanos,
    latency: d3.max(latencies) ?? null,
    problems,
    gravest: problems.length === 0 ? PROBLEMS.length : PROBLEM.get(problems[0]).index,
    qos: qosText(trace),
    clients: clientsOf(trace),
  };
}

function clientsOf(trace) {
  const clients = new Set([
    trace.publisher,
    ...[...trace.deliveries, ...trace.missing, ...trace.pending].map((one) => one.clientId),
  ]);
  clients.delete(null);
  return [...clients];
}

/** 2→0: published and delivered; 2→0,1 where receivers differ; 2→– where nobody got it. */
function qosText(trace) {
  const delivered = [...new Set(trace.deliveries.map((delivery) => delivery.deliveredQos))].sort();
  return (trace.publishedQos ?? "?") + "→" + (delivered.length === 0 ? "–" : delivered.join(","));
}

function problemsOf(trace, flows) {
  const found = new Set();
  const add = (when, key) => when && found.add(key);
  add(trace.missing.length > 0, "missing");
  add(trace.pending.length > 0, "pending");
  add(trace.origin === "publish" && flowIds(trace).length === 1 && trace.missing.length === 0, "nobody");
  add(report.findingsOf.has(trace.id), "finding");
  for (const flow of flows) {
    add(flow.outcome !== "complete", flow.outcome);
    add(flow.retransmissions > 0, "repeat");
  }
  for (const delivery of trace.deliveries) {
    add(delivery.downgraded, "downgraded");
    add(delivery.duplicate, "duplicate");
    add(delivery.link === "tie", "tie");
    add(delivery.expectedQos !== null && delivery.expectedQos !== delivery.deliveredQos, "qos");
  }
  return PROBLEMS.map((problem) => problem.key).filter((key) => found.has(key));
}

/** The last of a flow's connections that the report has. */
function connectionOf(flow) {
  return flow.connections.map((id) => report.connection.get(id)).findLast((each) => each !== undefined);
}
