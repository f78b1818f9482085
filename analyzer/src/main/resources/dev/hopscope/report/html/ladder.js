// The ladder of one message: a lifeline for each participant, an arrow for each packet. Time runs down, true to
// scale or evenly spaced; labels keep apart, and leaders show which arrow each belongs to.

const LABEL = 22;
const HEAD = 46;
const WIDE = { gutter: 396, lead: 92, time: 82, delta: 150, sign: 163, text: 173, letters: 29 };
const NARROW = { gutter: 296, lead: 72, time: 76, delta: null, sign: 87, text: 97, letters: 26 };
const TIME_OF_DAY = 26;
const ROOMY = 118;
const LEAST_ROOM = 104;
const MANY_COLUMNS = 6;
const TRUE_HEIGHT = 360;
const MOST_HEIGHT = 60000;
const ladder = { even: false, zoom: 1, rows: [], columns: [], shown: 0, leftOut: 0, reach: null };

/** Places labels as near to where they belong as they can be without touching, in order. */
function dodge(wanted, apart, low, high) {
  const blocks = [];
  wanted.forEach((at, i) => {
    let block = { first: i, size: 1, sum: at };
    // neighbours that touch become one block, which stands where its members want to be on average
    while (blocks.length > 0 && top(block) < top(blocks.at(-1)) + blocks.at(-1).size * apart) {
      const above = blocks.pop();
      block = {
        first: above.first,
        size: above.size + block.size,
        sum: above.sum + block.sum - above.size * block.size * apart,
      };
    }
    blocks.push(block);
  });
  function top(block) {
    return Math.max(low, Math.min(high - (block.size - 1) * apart, block.sum / block.size));
  }
  return blocks.flatMap((block) => d3.range(block.size).map((i) => top(block) + i * apart));
}

function layout(rows) {
  const least = rows.length * LABEL + 24;
  if (ladder.even) {
    const height = rows.length * (LABEL + 8) + 16;
    const places = rows.map((row, i) => 20 + i * (LABEL + 8));
    return { height, arrows: places, labels: places, y: null };
  }
  const height = Math.min(MOST_HEIGHT, Math.max(least, Math.max(least, TRUE_HEIGHT) * ladder.zoom));
  const [first, last] = d3.extent(rows, (row) => row.at);
  const y = d3.scaleLinear([first, last > first ? last : first + 1], [16, height - 16]);
  const arrows = rows.map((row) => (last > first ? y(row.at) : height / 2));
  // what has no time of its own stands apart from the packet before it
  rows.forEach((row, i) => {
    if (row.kind !== "packet" && i > 0 && arrows[i] - arrows[i - 1] < 9) {
      arrows[i] = Math.min(height - 6, arrows[i - 1] + 9);
    }
  });
  return { height, arrows, labels: dodge(arrows, LABEL, 14, height - 12), y: last > first ? y : null };
}

function drawLadder(holder, trace, width) {
  const { columns, rows, leftOut } = rowsOf(trace);
  Object.assign(ladder, { rows, columns, leftOut });
  ladder.reach = null;
  if (rows.length === 0) {
    holder.replaceChildren(
      el(
        "p",
        { class: "empty" },
        "No packet of this message is in the report: its flows were left out by a limit, or never captured.",
      ),
    );
    return;
  }
  const roomOf = (form) => (width - form.gutter - form.lead - 16) / columns.length;
  const at = shiftForClock(roomOf(WIDE) >= ROOMY ? WIDE : NARROW);
  const place = { ...layout(rows), at };
  const room = Math.max(LEAST_ROOM, Math.min(220, roomOf(at)));
  const bodyWidth = at.lead + room * columns.length;
  const x = (column) => at.lead + room * (column + 0.5);
  const gutter = svg("svg", {
    class: "gutter",
    width: at.gutter,
    height: place.height,
    role: "list",
    "aria-label": "Packets in the order of time",
  });
  const body = svg("svg", { class: "body", width: bodyWidth, height: place.height, "aria-hidden": "true" });
  const ticks = drawScale(body, place, bodyWidth);
  columns.forEach((column, i) =>
    body.append(
      svg("line", {
        class: "lifeline" + (column.broker ? " broker" : ""),
        x1: x(i),
        x2: x(i),
        y1: 0,
        y2: place.height,
      }),
    ),
  );
  drawFlows(body, rows, place, x);
  rows.forEach((row, i) => {
    gutter.append(labelOf(row, i, place));
    body.append(arrowOf(row, i, place, x, roomFor(i, rows, place)));
  });
  body.append(...ticks);
  ladder.reach = (row) => [
    at.gutter + x(Math.min(row.from, row.to)),
    at.gutter + x(Math.max(row.from, row.to)) + room / 2,
  ];
  holder.replaceChildren(
    el("div", { class: "heads" }, gutterHeads(at), svgHeads(columns, x, bodyWidth, Math.floor(room / 7.4))),
    el("div", { class: "ladder-body" }, gutter, body),
  );
  choosePacket(Math.min(ladder.shown, rows.length - 1), false);
}

/** A time of day is longer than seconds from the start. */
function shiftForClock(form) {
  const by = clock.mode === "relative" ? 0 : TIME_OF_DAY;
  return {
    ...form,
    gutter: form.gutter + by,
    time: form.time + by,
    delta: form.delta === null ? null : form.delta + by,
    sign: form.sign + by,
    text: form.text + by,
  };
}

function gutterHeads(at) {
  const head = (x, text, anchor) => svg("text", { x, y: 37, "text-anchor": anchor }, text);
  return svg(
    "svg",
    { class: "corner", width: at.gutter, height: HEAD, "aria-hidden": "true" },
    head(at.time, clock.mode === "relative" ? "seconds" : clockName(), "end"),
    at.delta === null ? [] : head(at.delta, "after", "end"),
    head(at.text, "packet", "start"),
  );
}

function drawScale(body, place, width) {
  if (place.y === null) {
    return [];
  }
  const [from] = place.y.domain();
  const shifted = d3.scaleLinear(
    place.y.domain().map((at) => at - from),
    place.y.range(),
  );
  return shifted.ticks(Math.max(2, Math.min(60, place.height / 90))).map((tick) => {
    body.append(svg("line", { class: "grid", x1: place.at.lead - 8, x2: width, y1: shifted(tick), y2: shifted(tick) }));
    return svg(
      "text",
      { class: "tick", x: place.at.lead - 2, y: shifted(tick) + 4, "text-anchor": "end" },
      "+" + tickText(tick),
    );
  });
}

/** A bar on the client's lifeline for as long as its flow took. */
function drawFlows(body, rows, place, x) {
  const flows = groupBy(
    rows.map((row, i) => ({ row, y: place.arrows[i] })).filter((each) => each.row.kind === "packet"),
    (each) => each.row.flow,
  );
  for (const [flow, group] of flows) {
    const [first, last] = d3.extent(group, (each) => each.y);
    const row = group[0].row;
    const client = flow.hop === "publish" ? Math.min(row.from, row.to) : Math.max(row.from, row.to);
    body.append(
      svg("rect", {
        class: "flow " + flow.outcome,
        x: x(client) - 3.5,
        y: first - 3,
        width: 7,
        height: last - first + 6,
        rx: 2,
      }),
    );
  }
}

function svgHeads(columns, x, width, letters) {
  const heads = svg("svg", {
    class: "names",
    width,
    height: HEAD,
    role: "img",
    "aria-label": "Participants: " + columns.map((column) => safe(column.name)).join(", "),
  });
  columns.forEach((column, i) => {
    const name = safe(column.name);
    const cut = name.length > letters ? name.slice(0, letters - 1) + "…" : name;
    const role = column.broker ? "broker" : [...column.roles].join(" + ");
    heads.append(
      svg(
        "g",
        { transform: `translate(${x(i)},0)` },
        svg("title", null, name),
        svg("text", { class: "name", y: 20, "text-anchor": "middle" }, cut),
        svg("text", { class: "role", y: 37, "text-anchor": "middle" }, role),
      ),
    );
  });
  return heads;
}

/** Whether an arrow has room for a label of its own: no other one near that it shares a column with. */
function roomFor(index, rows, place) {
  if (ladder.even) {
    return true;
  }
  const lanes = (row) => [Math.min(row.from, row.to), Math.max(row.from, row.to)];
  const [low, high] = lanes(rows[index]);
  return rows.every((other, i) => {
    const [from, to] = lanes(other);
    const above = place.arrows[index] - place.arrows[i];
    return i === index || to <= low || from >= high || above < 0 || above >= 17 || (above === 0 && i > index);
  });
}

function labelOf(row, index, place) {
  const y = place.labels[index];
  const packet = row.kind === "packet";
  const before = ladder.rows.slice(0, index).findLast((each) => each.kind === "packet");
  const delta = packet && before ? "+" + duration(row.at - before.at) : "";
  const sign =
    { unseen: "?", gap: "≋", missing: "✕" }[row.kind] ?? (row.bad ? "✕" : row.again ? "↻" : row.downgrade ? "↓" : "");
  const many = ladder.columns.length > MANY_COLUMNS;
  const client = ladder.columns[row.from].broker ? row.to : row.from;
  const text =
    (many ? row.brief : row.label) +
    (row.downgrade ? " ↓" + row.downgrade : "") +
    (many ? " " + safe(ladder.columns[client].name) : "");
  const { at } = place;
  const cut = text.length > at.letters ? text.slice(0, at.letters - 1) + "…" : text;
  return svg(
    "g",
    {
      class: "label " + row.kind + (row.bad ? " bad" : "") + (row.again ? " again" : ""),
      role: "listitem",
      tabindex: -1,
      "data-row": index,
      "aria-label": rowText(row),
      on: {
        focus: () => choosePacket(index, false),
        mouseenter: () => choosePacket(index, false),
        click: () => choosePacket(index, true),
      },
    },
    svg("title", null, rowText(row)),
    svg("rect", { class: "back", x: 0, y: y - LABEL / 2, width: at.gutter - 14, height: LABEL, rx: 3 }),
    svg("text", { class: "time", x: at.time, y: y + 4, "text-anchor": "end" }, packet ? timeText(row.at) : ""),
    at.delta === null ? [] : svg("text", { class: "delta", x: at.delta, y: y + 4, "text-anchor": "end" }, delta),
    svg("text", { class: "sign", x: at.sign, y: y + 4, "text-anchor": "middle" }, sign),
    svg("text", { class: "text", x: at.text, y: y + 4 }, cut),
    svg("path", { class: "leader", d: `M${at.gutter - 12} ${y}L${at.gutter} ${y}` }),
  );
}

function arrowOf(row, index, place, x, roomy) {
  const y = place.arrows[index];
  const from = x(row.from);
  const to = x(row.to);
  const toward = Math.sign(to - from) || 1;
  const group = svg("g", {
    class:
      "arrow " + row.kind + (row.publish ? " publish" : "") + (row.again ? " again" : "") + (row.bad ? " bad" : ""),
    "data-row": index,
    on: { mouseenter: () => choosePacket(index, false), click: () => choosePacket(index, true) },
  });
  const near = Math.min(from, to);
  group.append(
    svg("path", {
      class: "leader",
      d: `M0 ${place.labels[index]}L10 ${place.labels[index]}L${place.at.lead - 56} ${y}L${near} ${y}`,
    }),
  );
  group.append(svg("line", { class: "reach", x1: from, x2: to, y1: y, y2: y }));
  if (row.kind === "gap") {
    group.append(svg("path", { class: "line", d: zigzag(Math.min(from, to) + 6, Math.max(from, to) - 6, y) }));
  } else if (row.kind === "missing") {
    const stop = from + (to - from) * 0.62;
    group.append(
      svg("line", { class: "line", x1: from, x2: stop, y1: y, y2: y }),
      svg("path", { class: "cross", d: `M${stop - 5} ${y - 5}l10 10m0-10l-10 10` }),
    );
  } else {
    group.append(
      svg("line", { class: "line", x1: from + 4 * toward, x2: to - 4 * toward, y1: y, y2: y }),
      svg("path", {
        class: "tip",
        d: row.publish ? "M0 0-9-4.5V4.5z" : "M-8-4 0 0-8 4",
        transform: `translate(${to - 4 * toward},${y}) scale(${toward},1)`,
      }),
    );
  }
  const middle = (from + to) / 2;
  if (row.kind === "unseen") {
    group.append(
      svg("circle", { class: "unknown", cx: middle, cy: y, r: 7 }),
      svg("text", { class: "mark", x: middle, y: y + 4, "text-anchor": "middle" }, "?"),
    );
  }
  if (row.bad) {
    group.append(svg("path", { class: "cross", d: `M${to - 16 * toward - 4} ${y - 4}l8 8m0-8l-8 8` }));
  }
  if (roomy && row.kind !== "unseen") {
    group.append(
      svg(
        "text",
        { class: "brief", x: middle, y: y - (row.kind === "gap" ? 8 : 5), "text-anchor": "middle" },
        row.brief + (row.downgrade ? " ↓" + row.downgrade : ""),
      ),
    );
  } else if (row.downgrade) {
    group.append(
      svg(
        "text",
        { class: "brief down", x: to + 8 * toward, y: y + 4, "text-anchor": toward > 0 ? "start" : "end" },
        "↓" + row.downgrade,
      ),
    );
  }
  return group;
}

function zigzag(from, to, y) {
  const steps = Math.max(4, Math.round((to - from) / 8));
  return (
    "M" +
    d3
      .range(steps + 1)
      .map((i) => `${from + ((to - from) * i) / steps} ${y + (i % 2 === 0 ? -4 : 4)}`)
      .join("L")
  );
}

/** One row for people who hear it. */
function rowText(row) {
  const { columns } = ladder;
  const where = row.kind === "packet" ? `${timeText(row.at)}, frame ${row.step.frame}, ` : "";
  const path = ` from ${safe(columns[row.from].name)} to ${safe(columns[row.to].name)}`;
  return where + row.label + (row.downgrade ? ", downgraded " + row.downgrade.replace("→", " to ") : "") + path;
}
