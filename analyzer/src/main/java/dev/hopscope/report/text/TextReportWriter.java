package dev.hopscope.report.text;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.Times;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes an analysis for people: every trace as a ladder with its hops, then problems and totals.
 *
 * <p>A capture with more traces than {@link TextOptions#maxTraces} is told by its totals, with the
 * first ladders after them. Memory is bounded: a flow is kept until its trace comes, at most {@link
 * Limit#REPORT_FLOWS} of them. Writes UTF-8 to a stream that it flushes when the input is idle and
 * at the end, and never closes; a failed write is thrown as {@link java.io.UncheckedIOException}.
 */
public final class TextReportWriter implements ReportSink {
  private final LineOutput out;
  private final Terminal terminal;
  private final TextOptions options;
  private final SummaryText summaryText;
  private final Map<Integer, ReportModel.Flow> flows = new Bounded<>(Limit.REPORT_FLOWS);
  private final Map<Integer, ReportModel.Connection> connections =
      new Bounded<>(Limit.STREAM_CONNECTIONS);
  private final Deque<ReportModel.Gap> gaps = new ArrayDeque<>();
  private final Map<Integer, TraceView> held = new TreeMap<>();
  private Limits limits = Limits.defaults();
  private Long startNanos;
  private long traces;

  /** Creates a writer to a stream. */
  public TextReportWriter(OutputStream out, Terminal terminal, TextOptions options) {
    this.out = new LineOutput(out, terminal.color());
    this.terminal = terminal;
    this.options = options;
    this.summaryText = new SummaryText(terminal);
  }

  @Override
  public void begin(Limits run) {
    limits = run;
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    summaryText.capture(capture);
    if (capture.firstTime() != null) {
      long first = Times.nanos(capture.firstTime());
      startNanos = startNanos == null ? first : Math.min(startNanos, first);
    }
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    if (drawing()) {
      connections.put(connection.id(), connection);
    }
    summaryText.connection(connection);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    if (drawing()) {
      flows.put(flow.id(), flow);
    }
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    gaps.addLast(gap);
    if (gaps.size() > limits.max(Limit.REPORT_GAPS)) {
      limits.hit(Limit.REPORT_GAPS);
      gaps.removeFirst();
    }
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    summaryText.finding(finding);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    traces++;
    if (!drawing()) {
      flows.clear();
      return;
    }
    TraceView view = view(trace, trace.deliveries());
    held.put(trace.id(), view);
    if (streaming()) {
      writeHeld();
    }
  }

  /** Whether there are too many ladders to wait with the first for the last. */
  private boolean streaming() {
    boolean many = options.maxTraces() == 0 && traces > TextOptions.DEFAULT_MAX_TRACES;
    return options.live() || many;
  }

  /** Traces come as they close; few enough of them are told in the order of their start. */
  private void writeHeld() {
    held.values().forEach(this::write);
    held.clear();
  }

  private boolean drawing() {
    return !options.summaryOnly() && (options.maxTraces() == 0 || traces <= options.maxTraces());
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    if (!drawing()) {
      return;
    }
    TraceView whole = held.get(delivery.trace());
    if (whole != null) {
      held.put(delivery.trace(), whole.with(view(alone(delivery), List.of(delivery.delivery()))));
      return;
    }
    ReportModel.Trace trace = alone(delivery);
    List<StyledLine> lines = new ArrayList<>();
    String head = "Trace " + Durations.number(delivery.trace());
    lines.add(new StyledLine().add(head, Style.STRONG).add("  one more delivery, after its end"));
    TraceView view = view(trace, trace.deliveries());
    lines.addAll(HopLines.of(view, delivery.delivery(), terminal));
    out.lines(lines);
    out.line("");
  }

  /** A late delivery as a trace of its own. */
  private static ReportModel.Trace alone(ReportModel.LateDelivery delivery) {
    return new ReportModel.Trace(
        delivery.trace(),
        null,
        null,
        null,
        null,
        "unknown",
        null,
        null,
        null,
        null,
        "complete",
        List.of(delivery.delivery()),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public void idle() {
    out.flush();
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    if (summaryText.isEmpty() && traces == 0) {
      out.flush();
      return;
    }
    boolean large = options.maxTraces() > 0 && traces > options.maxTraces();
    if (options.summaryOnly() || large) {
      out.lines(summaryText.lines(summary, true));
      if (large && !options.summaryOnly()) {
        writeFirst();
      }
    } else {
      writeHeld();
      if (!options.laddersOnly()) {
        out.lines(summaryText.lines(summary, false));
      }
    }
    out.flush();
  }

  private void writeFirst() {
    out.line("");
    int shown =
        options.live() ? options.maxTraces() : Math.min(TextOptions.FIRST_TRACES, held.size());
    if (!options.live()) {
      out.line(new StyledLine().add("The first traces", Style.STRONG));
      out.line("");
      held.values().stream().limit(shown).forEach(this::write);
    }
    String more = Durations.plural(traces - shown, "more trace", "more traces");
    TextFlow flow = new TextFlow(terminal, new StyledLine(), 0);
    flow.add("", more + ".", Style.PLAIN);
    flow.add(" ", "See one with --trace N,", Style.PLAIN);
    flow.add(" ", "some with --topic FILTER,", Style.PLAIN);
    flow.add(" ", "--client ID or --problems,", Style.PLAIN);
    flow.add(" ", "all with --max-traces 0", Style.PLAIN);
    flow.add(" ", "or --format jsonl.", Style.PLAIN);
    out.lines(flow.lines());
  }

  private void write(TraceView view) {
    out.lines(TraceText.of(view, terminal, times(view)));
    out.line("");
  }

  private TimeScale times(TraceView view) {
    if (startNanos == null) {
      for (ReportModel.Flow flow : view.ownFlows()) {
        for (ReportModel.Step step : flow.steps()) {
          long time = Times.nanos(step.time());
          startNanos = startNanos == null ? time : Math.min(startNanos, time);
        }
      }
    }
    return new TimeScale(options.utc(), startNanos == null ? 0 : startNanos);
  }

  private TraceView view(ReportModel.Trace trace, List<ReportModel.Delivery> deliveries) {
    Map<Integer, ReportModel.Flow> own = new HashMap<>();
    List<ReportModel.Gap> touching = new ArrayList<>();
    for (int id : trace.flowIds()) {
      ReportModel.Flow flow = flows.remove(id);
      if (flow != null) {
        own.put(id, flow);
        gaps.stream()
            .filter(gap -> flow.connections().contains(gap.connection()))
            .filter(gap -> !touching.contains(gap))
            .forEach(touching::add);
      }
    }
    Map<Integer, ReportModel.Connection> known = new HashMap<>();
    for (ReportModel.Flow flow : own.values()) {
      flow.connections().forEach(id -> putKnown(known, id));
    }
    deliveries.forEach(delivery -> putKnown(known, delivery.connection()));
    return new TraceView(trace, own, known, touching);
  }

  private void putKnown(Map<Integer, ReportModel.Connection> known, int id) {
    ReportModel.Connection connection = connections.get(id);
    if (connection != null) {
      known.put(id, connection);
    }
  }

  /** A map that drops its oldest entry when there are too many. */
  private final class Bounded<V> extends LinkedHashMap<Integer, V> {
    private static final long serialVersionUID = 1L;
    private final Limit limit;

    Bounded(Limit limit) {
      this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, V> eldest) {
      boolean full = size() > limits.max(limit);
      if (full) {
        limits.hit(limit);
      }
      return full;
    }
  }
}
