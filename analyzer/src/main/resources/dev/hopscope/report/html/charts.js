// Latency over time, and its distribution by hop and QoS. Scales by d3, marks of our own.

const MOST_POINTS = 800;
const SLOWEST = 20;
const BUCKETS = 120;
const BINS = 28;
const SHAPES = { 0: d3.symbolCircle, 1: d3.symbolTriangle, 2: d3.symbolSquare };

/** Deliveries whose latency counts: live, no tie, one clock; as the summary's percentiles have it. */
function endToEndSamples() {
  const samples = [];
  for (const view of report.views) {
    for (const delivery of view.trace.deliveries) {
      if (
        delivery.latencyNanos !== null &&
        delivery.via === "live" &&
        delivery.link !== "tie" &&
        !delivery.crossClock
      ) {
        samples.push({ at: view.at, nanos: delivery.latencyNanos, qos: delivery.deliveredQos, id: view.id });
      }
    }
  }
  return samples;
}

/** How long whole exchanges of a hop took. */
function handshakeSamples(hop) {
  return report.flows
    .filter((flow) => flow.hop === hop && flow.qos > 0 && flow.outcome === "complete" && flow.unseen.length === 0)
    .map((flow) => ({ nanos: flow.durationNanos, qos: flow.qos }));
}

function timeScale(from, to, range) {
  const long = to - from > 10e9 && clock.mode !== "relative";
  if (!long) {
    const x = d3.scaleLinear([from, Math.max(to, from + 1)], range);
    const shifted = d3.scaleLinear([from - clock.startNanos, Math.max(to, from + 1) - clock.startNanos], range);
    const ticks = shifted
      .ticks(Math.max(2, (range[1] - range[0]) / 110))
      .map((each) => ({ x: shifted(each), nanos: each + clock.startNanos }));
    const relative = clock.mode === "relative";
    return {
      x,
      ticks: ticks.map((tick) => ({
        x: tick.x,
        text: relative ? tickText(tick.nanos - clock.startNanos) : timeOfDay(tick.nanos).slice(3),
      })),
    };
  }
  const date = (nanos) => new Date(clock.baseMillis + nanos / 1e6);
  const calendar = (clock.mode === "utc" ? d3.scaleUtc : d3.scaleTime)([date(from), date(to)], range);
  const format = calendar.tickFormat();
  return {
    x: (nanos) => calendar(date(nanos)),
    ticks: calendar
      .ticks(Math.max(2, (range[1] - range[0]) / 110))
      .map((each) => ({ x: calendar(each), text: format(each) })),
  };
}

/** A log scale that has room around what is on it. */
function latencyScale(values, range) {
  const [low, high] = d3.extent(values);
  return d3.scaleLog([Math.max(1, low / 1.25), Math.max(2, high * 1.25)], range);
}

function latencyTicks(scale) {
  const [low, high] = scale.domain();
  if (high / low < 5) {
    return d3.ticks(low, high, 4);
  }
  const decades = Math.log10(high / low);
  const steps = decades > 3 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    steps.forEach((step) => ticks.push(step * 10 ** power));
  }
  return ticks.filter((tick) => tick >= low && tick <= high);
}

function latencyOverTime(samples, width) {
  const height = 230;
  const edge = { left: 62, right: 12, top: 10, bottom: 26 };
  const usable = samples.filter((sample) => sample.nanos > 0);
  const { x, ticks } = timeScale(clock.startNanos, report.endNanos, [edge.left, width - edge.right]);
  const y = latencyScale(
    usable.map((sample) => sample.nanos),
    [height - edge.bottom, edge.top],
  );
  const chart = svg("svg", {
    class: "chart",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": "End-to-end latency of deliveries over time",
  });
  for (const tick of latencyTicks(y)) {
    chart.append(svg("line", { class: "grid", x1: edge.left, x2: width - edge.right, y1: y(tick), y2: y(tick) }));
    chart.append(
      svg("text", { class: "tick", x: edge.left - 8, y: y(tick) + 4, "text-anchor": "end" }, tickText(tick)),
    );
  }
  for (const tick of ticks) {
    chart.append(
      svg("line", { class: "grid", x1: tick.x, x2: tick.x, y1: height - edge.bottom, y2: height - edge.bottom + 4 }),
    );
    chart.append(svg("text", { class: "tick", x: tick.x, y: height - 8, "text-anchor": "middle" }, tick.text));
  }
  if (usable.length > MOST_POINTS) {
    chart.append(bands(usable, x, y));
    points(chart, [...usable].sort((a, b) => b.nanos - a.nanos).slice(0, SLOWEST), x, y);
  } else {
    points(chart, usable, x, y);
  }
  return chart;
}

function points(chart, samples, x, y) {
  for (const sample of samples) {
    const path = d3.symbol(SHAPES[sample.qos] ?? d3.symbolCircle, 34)();
    const open = () => go({ view: "messages", trace: sample.id, search: "", show: [] }, true);
    chart.append(
      svg(
        "path",
        {
          class: "point qos" + sample.qos,
          d: path,
          transform: `translate(${x(sample.at)},${y(sample.nanos)})`,
          on: { click: open },
        },
        svg("title", null, `#${sample.id}: ${duration(sample.nanos)}, delivered at QoS ${sample.qos}`),
      ),
    );
  }
}

/** Median, and the middle eighty percent, of each stretch of time. */
function bands(samples, x, y) {
  const span = Math.max(1, report.endNanos - clock.startNanos);
  const buckets = groupBy(samples, (sample) =>
    Math.min(BUCKETS - 1, Math.floor(((sample.at - clock.startNanos) / span) * BUCKETS)),
  );
  const rows = [...buckets]
    .sort((a, b) => a[0] - b[0])
    .map(([index, group]) => {
      const sorted = group.map((sample) => sample.nanos).sort((a, b) => a - b);
      return {
        at: clock.startNanos + ((index + 0.5) / BUCKETS) * span,
        low: d3.quantileSorted(sorted, 0.1),
        mid: d3.quantileSorted(sorted, 0.5),
        high: d3.quantileSorted(sorted, 0.9),
      };
    });
  const area = d3.area(
    (row) => x(row.at),
    (row) => y(row.low),
    (row) => y(row.high),
  );
  const line = d3.line(
    (row) => x(row.at),
    (row) => y(row.mid),
  );
  return svg("g", null, svg("path", { class: "band", d: area(rows) }), svg("path", { class: "median", d: line(rows) }));
}

/** One row a hop and QoS: its histogram over a shared axis, and the summary's percentiles. */
function distribution(samples) {
  const hops = [
    ["publish", "Publish handshake", handshakeSamples("publish")],
    ["delivery", "Delivery handshake", handshakeSamples("delivery")],
    ["endToEnd", "Publish to delivery", samples],
  ];
  const rows = [];
  for (const [hop, name, all] of hops) {
    for (const [qos, told] of Object.entries(report.summary.latencyNanos[hop])) {
      const values = all
        .filter((sample) => String(sample.qos) === qos && sample.nanos > 0)
        .map((sample) => sample.nanos);
      rows.push({ name: name + ", QoS " + qos, told, values });
    }
  }
  const values = rows.flatMap((row) => row.values);
  if (rows.length === 0) {
    return null;
  }
  const width = widthOf(byId("view-overview")) < 900 ? 180 : 260;
  const x = values.length === 0 ? null : latencyScale(values, [6, width - 6]);
  const heads = [
    "Hop",
    "Distribution (log)",
    ...["count", "median", "p90", "p99", "max"].map((text) => ({ text, number: true })),
  ];
  const cells = rows.map((row) => [
    row.name,
    x === null ? "" : histogram(row, x, width),
    count(row.told.count),
    ...[row.told.p50, row.told.p90, row.told.p99, row.told.max].map(duration),
  ]);
  const whole = table({ class: "distribution" }, heads, cells);
  if (x !== null) {
    whole
      .querySelector("tbody")
      .append(el("tr", { class: "axis" }, el("td"), el("td", null, axis(x, width)), el("td", { colspan: 5 })));
  }
  return whole;
}

function histogram(row, x, width) {
  const height = 30;
  const [low, high] = x.domain();
  const edges = d3.range(1, BINS).map((i) => low * (high / low) ** (i / BINS));
  const bins = d3.bin().domain([low, high]).thresholds(edges)(row.values);
  const tallest = d3.max(bins, (bin) => bin.length) || 1;
  const chart = svg("svg", {
    class: "histogram",
    width,
    height,
    role: "img",
    "aria-label": "Distribution of " + row.name,
  });
  for (const bin of bins.filter((each) => each.length > 0)) {
    const tall = Math.max(2, (bin.length / tallest) * (height - 4));
    chart.append(
      svg("rect", {
        x: x(bin.x0) + 0.5,
        y: height - tall,
        width: Math.max(1.5, x(bin.x1) - x(bin.x0) - 1),
        height: tall,
      }),
    );
  }
  chart.append(svg("line", { class: "grid", x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5 }));
  const median = x(Math.min(high, Math.max(low, row.told.p50)));
  chart.append(svg("line", { class: "median", x1: median, x2: median, y1: 0, y2: height }));
  return chart;
}

function axis(x, width) {
  const chart = svg("svg", { class: "histogram", width, height: 16, "aria-hidden": "true" });
  let after = -Infinity;
  for (const tick of latencyTicks(x)) {
    if (x(tick) - after > 46 && x(tick) > 18 && x(tick) < width - 18) {
      after = x(tick);
      chart.append(svg("text", { class: "tick", x: after, y: 12, "text-anchor": "middle" }, tickText(tick)));
    }
  }
  return chart;
}
