// What a ladder shows: who takes part, and what went between them, in the order of time.

const STEPS = [["PUBLISH"], ["PUBLISH", "PUBACK"], ["PUBLISH", "PUBREC", "PUBREL", "PUBCOMP"]];

const MOST_RECEIVERS = 60;
const MOST_STEPS = 400;

/**
 * The flows that a ladder shows: all, unless a message went to so many receivers that nobody could read it. Then
 * deliveries in which nothing went wrong are left out.
 */
function shownFlows(trace) {
  const deliveries = trace.deliveries.filter((delivery) => report.flow.has(delivery.flow));
  const wrong = (delivery) =>
    delivery.downgraded ||
    delivery.duplicate ||
    report.flow.get(delivery.flow).outcome !== "complete" ||
    report.flow.get(delivery.flow).retransmissions > 0;
  const [bad, good] = [deliveries.filter(wrong), deliveries.filter((delivery) => !wrong(delivery))];
  const kept = new Set();
  let steps = 0;
  for (const delivery of [...bad, ...good]) {
    steps += report.flow.get(delivery.flow).steps.length;
    if (kept.size < MOST_RECEIVERS && steps <= MOST_STEPS) {
      kept.add(delivery.flow);
    }
  }
  const flows = flowsOf(trace).filter((flow) => flow.hop === "publish" || kept.has(flow.id));
  return { flows, leftOut: deliveries.length - kept.size };
}

/** Columns: publisher, its broker, bridges and their brokers, receivers. */
function participantsOf(trace, flows) {
  const columns = [];
  const byKey = new Map();
  const column = (key, name, broker) => {
    if (!byKey.has(key)) {
      byKey.set(key, columns.length);
      columns.push({ key, name, broker, roles: new Set() });
    }
    return byKey.get(key);
  };
  const clientOf = (flow) =>
    column("session " + flow.session, flow.clientId || connectionOf(flow)?.client || "client", false);
  const brokerOf = (flow) => {
    const connection = connectionOf(flow);
    const key = connection === undefined ? "?" : (connection.broker ?? connection.server);
    return column("broker " + key, connection?.server ?? "broker", true);
  };
  const take = (id, role) => {
    const flow = report.flow.get(id);
    if (flow !== undefined && flows.includes(flow)) {
      const [first, second] =
        role === "subscriber" ? [brokerOf(flow), clientOf(flow)] : [clientOf(flow), brokerOf(flow)];
      columns[role === "subscriber" ? second : first].roles.add(role);
      columns[role === "subscriber" ? first : second].roles.add("broker");
    }
  };
  if (trace.publishFlow !== null) {
    take(trace.publishFlow, "publisher");
  }
  trace.forwards.forEach((forward) => take(forward.flow, "bridge"));
  trace.deliveries.forEach((delivery) => take(delivery.flow, "subscriber"));
  return { columns, clientOf, brokerOf, column };
}

function rowsOf(trace) {
  const { flows, leftOut } = shownFlows(trace);
  const who = participantsOf(trace, flows);
  const deliveries = new Map(trace.deliveries.map((delivery) => [delivery.flow, delivery]));
  const rows = flows.flatMap((flow) => rowsOfFlow(flow, who, deliveries.get(flow.id)));
  rows.sort((a, b) => a.at - b.at);
  addGaps(flows, rows, who);
  addMissing(trace, rows, who);
  return { columns: who.columns, rows, leftOut };
}

function ends(flow, direction, who) {
  const up = direction === "client-to-server";
  return up
    ? { from: who.clientOf(flow), to: who.brokerOf(flow) }
    : { from: who.brokerOf(flow), to: who.clientOf(flow) };
}

function rowsOfFlow(flow, who, delivery) {
  const types = [];
  const rows = flow.steps.map((step) => {
    const again = types.includes(step.type);
    types.push(step.type);
    return packetRow(flow, step, again, who, delivery);
  });
  for (const type of flow.unseen) {
    addUnseen(flow, type, rows, types, who);
  }
  return rows;
}

function packetRow(flow, step, again, who, delivery) {
  const publish = step.type === "PUBLISH";
  const parts = [step.type];
  const brief = [step.type];
  if (publish && flow.qos !== null) {
    parts.push("QoS " + flow.qos);
    brief.push("q" + flow.qos);
  }
  if (step.packetId !== null) {
    parts.push("id " + step.packetId);
  }
  const repeat = step.dup ? "DUP" : again ? "again" : null;
  [repeat, publish && flow.retain ? "RETAIN" : null].filter(Boolean).forEach((part) => {
    parts.push(part);
    brief.push(part);
  });
  const bad = (step.reasonCode ?? 0) >= 0x80;
  if (step.reasonCode) {
    parts.push(reasonText(step.reasonCode));
    brief.push("0x" + step.reasonCode.toString(16).toUpperCase().padStart(2, "0"));
  }
  const downgrade =
    publish && !again && delivery?.downgraded
      ? report.trace.get(report.traceOfFlow.get(flow.id)).publishedQos + "→" + delivery.deliveredQos
      : null;
  return {
    kind: "packet",
    at: nanosOf(step.time),
    step,
    flow,
    delivery,
    ...ends(flow, step.direction, who),
    label: parts.join(" "),
    brief: brief.join(" "),
    publish,
    again: repeat !== null,
    bad,
    downgrade,
  };
}

/** A step that must have been on the wire stands behind the step that it follows. */
function addUnseen(flow, type, rows, types, who) {
  if (rows.length === 0) {
    return;
  }
  let place = 0;
  for (const before of STEPS[Math.min(flow.qos ?? 2, 2)]) {
    if (before === type) {
      break;
    }
    place = Math.max(place, types.lastIndexOf(before) + 1);
  }
  const before = rows[Math.max(0, place - 1)];
  const after = rows[place] ?? before;
  const ofSender = type === "PUBLISH" || type === "PUBREL";
  const up = ofSender === (flow.hop === "publish");
  const direction = up ? "client-to-server" : "server-to-client";
  rows.splice(place, 0, {
    kind: "unseen",
    at: (before.at + after.at) / 2,
    flow,
    ...ends(flow, direction, who),
    label: type + " not captured",
    brief: type + "?",
  });
  types.splice(place, 0, type);
}

/** A gap stands between the frames that it was found between. */
function addGaps(flows, rows, who) {
  const told = new Set();
  for (const flow of flows) {
    for (const gap of flow.connections.flatMap((id) => report.gapsOf.get(id) ?? [])) {
      if (!told.has(gap) && touches(flow, gap)) {
        told.add(gap);
        addGap(flow, gap, rows, who);
      }
    }
  }
}

function touches(flow, gap) {
  const frames = flow.steps.filter((step) => step.capture === gap.capture).map((step) => step.frame);
  return (
    flow.unseen.length > 0 ||
    (frames.length > 0 && gap.frame >= Math.min(...frames) && gap.frame <= Math.max(...frames))
  );
}

function addGap(flow, gap, rows, who) {
  const before = rows.findLastIndex(
    (row) => row.step && row.step.capture === gap.capture && row.step.frame < gap.frame,
  );
  const times = [rows[before]?.at, rows[before + 1]?.at].filter((at) => at !== undefined);
  const bytes = gap.length === null ? "bytes of unknown number" : counted(gap.length, "byte");
  rows.splice(before + 1, 0, {
    kind: "gap",
    at: times.length === 0 ? clock.startNanos : d3.mean(times),
    flow,
    gap,
    ...ends(flow, gap.direction, who),
    label: "gap: " + bytes,
    brief: "gap " + (gap.length ?? "?") + " B",
  });
}

function addMissing(trace, rows, who) {
  const last = rows.length === 0 ? clock.startNanos : rows[rows.length - 1].at;
  const broker = Math.max(
    0,
    who.columns.findIndex((column) => column.broker),
  );
  const add = (one, kind, label) => {
    const to = who.column(
      one.session === null ? "client " + one.clientId : "session " + one.session,
      one.clientId ?? "unknown client",
      false,
    );
    who.columns[to].roles.add(kind === "missing" ? "missing" : "awaited");
    rows.push({ kind: "missing", at: last, from: broker, to, missing: one, label, brief: label });
  };
  trace.missing
    .slice(0, MOST_RECEIVERS)
    .forEach((one) => add(one, "missing", one.certain ? "no delivery" : "no delivery seen"));
  trace.pending.slice(0, MOST_RECEIVERS).forEach((one) => add(one, "pending", "still awaited"));
}

/**
 * Bytes of a packet of MQTT 3.1 and 3.1.1, by its fields (3.1.1, section 2 and 3.3); null where
 * properties or pseudonyms make that unknown.
 */
function packetBytes(row) {
  const version = report.connection.get(row.step.connection)?.version;
  if (version !== "3.1" && version !== "3.1.1") {
    return null;
  }
  if (!row.publish) {
    return 4;
  }
  if (report.page.redacted || row.flow.topic === null || row.flow.payloadLength === null) {
    return null;
  }
  const remaining =
    2 + new TextEncoder().encode(row.flow.topic).length + (row.flow.qos > 0 ? 2 : 0) + row.flow.payloadLength;
  return 1 + (remaining < 128 ? 1 : remaining < 16384 ? 2 : remaining < 2097152 ? 3 : 4) + remaining;
}
