// The packet under the pointer or with the focus: its fields, where it was captured, its flow.

/** Marks a row of the ladder and tells its fields. */
function choosePacket(index, focus) {
  const row = ladder.rows[index];
  if (row === undefined) {
    return;
  }
  ladder.shown = index;
  const holder = byId("ladder");
  holder.querySelectorAll(".chosen").forEach((each) => each.classList.remove("chosen"));
  holder.querySelectorAll(`[data-row="${index}"]`).forEach((each) => each.classList.add("chosen"));
  holder
    .querySelectorAll(".label")
    .forEach((each) => each.setAttribute("tabindex", Number(each.dataset.row) === index ? 0 : -1));
  if (focus) {
    holder.querySelector(`.label[data-row="${index}"]`)?.focus();
    const [from, to] = ladder.reach(row);
    holder.scrollLeft = to > holder.clientWidth ? Math.min(to - holder.clientWidth, from) : 0;
  }
  byId("packet").replaceChildren(
    el("h4", null, row.label),
    el(
      "dl",
      null,
      packetFacts(row).map(([name, value]) => el("div", null, el("dt", null, name), el("dd", null, value))),
    ),
  );
}

function packetFacts(row) {
  if (row.kind === "gap") {
    return [
      ["Cause", row.gap.cause + ": " + GAP_CAUSES[row.gap.cause]],
      ["Direction", row.gap.direction],
      ["Position", "byte " + count(row.gap.position)],
      ["Length", row.gap.length === null ? "unknown" : counted(row.gap.length, "byte")],
      ["Found at", frameText(row.gap.capture, row.gap.frame)],
      ["Connection", connectionText(row.gap.connection)],
    ];
  }
  if (row.kind === "unseen") {
    return [
      ["Why", "The flow went on as after this packet, so it was sent; a gap of the capture hides it."],
      ["Flow", flowText(row.flow)],
    ];
  }
  if (row.kind === "missing") {
    const one = row.missing;
    return [
      ["Receiver", clientName(one.clientId)],
      ["Filter", safe(one.filter)],
      ["Granted QoS", one.grantedQos ?? "unknown"],
      ["Certain", one.certain ? "yes" : "no"],
    ];
  }
  return packetFields(row);
}

function packetFields(row) {
  const { step, flow } = row;
  const bytes = packetBytes(row);
  const facts = [
    ["Time", timeText(row.at)],
    ["UTC", step.time.slice(0, 26).replace("T", " ")],
    ["From and to", safe(ladder.columns[row.from].name) + " → " + safe(ladder.columns[row.to].name)],
    ["Frame", frameText(step.capture, step.frame)],
    ["Connection", connectionText(step.connection)],
    ["Direction", step.direction],
    ["Flow", flowText(flow)],
  ];
  if (row.publish) {
    facts.push(
      ["Topic", shown(flow.topic ?? "(not captured)")],
      ["QoS", flow.qos ?? "unknown"],
      ["DUP", step.dup ? "yes: sent before" : "no"],
      ["Retain", flow.retain ? "yes" : "no"],
      ["Payload", flow.payloadLength === null ? "unknown" : counted(flow.payloadLength, "byte")],
    );
  }
  facts.push(["Packet id", step.packetId ?? "none"]);
  if (bytes !== null) {
    facts.push(["Packet", counted(bytes, "byte")]);
  }
  if (step.reasonCode !== null) {
    facts.push(["Reason code", reasonText(step.reasonCode)]);
  }
  return facts;
}

function frameText(capture, frame) {
  return count(frame) + (report.captures.length > 1 ? " of " + safe(report.capture.get(capture)?.file ?? capture) : "");
}

function connectionText(id) {
  const connection = report.connection.get(id);
  return connection === undefined
    ? String(id)
    : `${id} (${connection.client} – ${connection.server}, MQTT ${connection.version})`;
}

function flowText(flow) {
  const took = flow.durationNanos === null || flow.steps.length < 2 ? "" : " in " + duration(flow.durationNanos);
  return (
    `${flow.id}: ${flow.hop} hop, ${flow.outcome}${took}` +
    (flow.retransmissions > 0 ? ", " + counted(flow.retransmissions, "repeat") : "")
  );
}
