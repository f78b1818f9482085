package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Times;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The end of the text report: problems, then totals. Keeps a few findings a rule and counts. */
final class SummaryText {
  /** Findings of a rule that are told; the rest is a number. */
  private static final int SHOWN_OF_A_RULE = 3;

  /** Rules that are told. */
  private static final int MAX_RULES = 1_000;

  private static final int LABEL = 14;
  private static final String PROXIED = "MQTT behind a PROXY header";

  private final Terminal terminal;
  private final Map<Integer, ReportModel.Capture> captures = new LinkedHashMap<>();
  private final Map<String, List<ReportModel.Finding>> findings = new LinkedHashMap<>();
  private final Map<String, Long> transports = new TreeMap<>();

  SummaryText(Terminal terminal) {
    this.terminal = terminal;
  }

  void capture(ReportModel.Capture capture) {
    captures.put(capture.id(), capture);
  }

  /** Whether no input could be opened, so that there is nothing to tell. */
  boolean isEmpty() {
    return captures.isEmpty();
  }

  void connection(ReportModel.Connection connection) {
    if (!connection.partial()) {
      String transport = connection.transport() == null ? "tcp" : connection.transport();
      boolean wrapped = transport.equals("proxied") && connection.packets() > 0;
      transports.merge(wrapped ? PROXIED : transport, 1L, Long::sum);
    }
  }

  void finding(ReportModel.Finding finding) {
    List<ReportModel.Finding> ofRule = findings.get(finding.rule());
    if (ofRule == null && findings.size() < MAX_RULES) {
      ofRule = new ArrayList<>();
      findings.put(finding.rule(), ofRule);
    }
    if (ofRule != null && ofRule.size() < SHOWN_OF_A_RULE) {
      ofRule.add(finding);
    }
  }

  /**
   * The lines.
   *
   * @param whole with latencies and everything that a few ladders show by themselves
   */
  List<StyledLine> lines(ReportModel.Summary summary, boolean whole) {
    List<StyledLine> lines = new ArrayList<>(problems(summary));
    if (!lines.isEmpty()) {
      lines.add(new StyledLine());
    }
    lines.add(new StyledLine().add("Totals", Style.STRONG));
    captures.values().forEach(capture -> lines.addAll(captureLines(capture)));
    addConnections(lines);
    lines.addAll(counts("packets", summary.packetsByType()));
    lines.addAll(messages(summary));
    lines.addAll(flows(summary.flows()));
    lines.addAll(doubts(summary));
    if (whole) {
      lines.addAll(latencies(summary.latencyNanos()));
    }
    return lines;
  }

  private List<StyledLine> captureLines(ReportModel.Capture capture) {
    TextFlow flow = labelled("capture");
    flow.add("", terminal.safe(capture.file()), Style.PLAIN);
    flow.add(": ", Durations.plural(capture.frames(), "frame", "frames"), Style.PLAIN);
    if (capture.firstTime() != null && capture.lastTime() != null) {
      long nanos = Times.nanos(capture.lastTime()) - Times.nanos(capture.firstTime());
      flow.add(", ", Durations.text(nanos) + " long", Style.PLAIN);
    }
    long skipped = capture.skippedFrames().values().stream().mapToLong(Long::longValue).sum();
    if (skipped > 0) {
      String frames = Durations.plural(skipped, "frame skipped", "frames skipped");
      flow.add(", ", frames + " (" + list(capture.skippedFrames()) + ")", Style.PLAIN);
    }
    if (capture.gaps() > 0) {
      String text = Durations.plural(capture.gaps(), "gap", "gaps");
      String bytes = Durations.plural(capture.lostBytes(), "byte", "bytes");
      flow.add(", ", text + ": " + bytes + " not captured", Style.WARN);
    }
    if (capture.kernelDrops() != null && capture.kernelDrops() > 0) {
      String frames = Durations.plural(capture.kernelDrops(), "frame", "frames");
      flow.add(", ", frames + " dropped by the kernel", Style.WARN);
    }
    if (capture.interfaceDrops() != null && capture.interfaceDrops() > 0) {
      String frames = Durations.plural(capture.interfaceDrops(), "frame", "frames");
      flow.add(", ", frames + " dropped by the interface", Style.WARN);
    }
    return flow.lines();
  }

  private void addConnections(List<StyledLine> lines) {
    if (transports.isEmpty()) {
      return;
    }
    TextFlow flow = labelled("connections");
    String separator = "";
    for (Map.Entry<String, Long> transport : transports.entrySet()) {
      boolean plain = transport.getKey().equals("tcp");
      boolean decoded = plain || transport.getKey().equals(PROXIED);
      String name = plain ? "MQTT" : transport.getKey();
      String text =
          Durations.number(transport.getValue()) + " " + name + (decoded ? "" : " (not decoded)");
      flow.add(separator, text, decoded ? Style.PLAIN : Style.WARN);
      separator = ", ";
    }
    lines.addAll(flow.lines());
  }

  private List<StyledLine> counts(String label, Map<String, Long> counts) {
    TextFlow flow = labelled(label);
    String separator = "";
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      if (count.getValue() > 0) {
        String text = Durations.number(count.getValue()) + " " + terminal.safe(count.getKey());
        flow.add(separator, text, Style.PLAIN);
        separator = ", ";
      }
    }
    flow.add("", separator.isEmpty() ? "none" : "", Style.PLAIN);
    return flow.lines();
  }

  private List<StyledLine> messages(ReportModel.Summary summary) {
    TextFlow flow = labelled("messages");
    flow.add("", Durations.plural(summary.traces(), "message", "messages"), Style.PLAIN);
    flow.add(", ", Durations.plural(summary.deliveries(), "delivery", "deliveries"), Style.PLAIN);
    add(flow, summary.downgraded(), "downgraded", Style.WARN);
    add(flow, summary.duplicates(), "duplicate", Style.WARN);
    add(flow, summary.missing(), "missing", Style.BAD);
    add(flow, summary.pending(), "awaited at the end", Style.PLAIN);
    return flow.lines();
  }

  private static void add(TextFlow flow, long count, String what, Style style) {
    if (count > 0) {
      flow.add(", ", Durations.number(count) + " " + what, style);
    }
  }

  private List<StyledLine> flows(ReportModel.Outcomes outcomes) {
    TextFlow flow = labelled("hops");
    flow.add("", Durations.number(outcomes.complete()) + " complete", Style.GOOD);
    add(flow, outcomes.open(), "open when the capture ended", Style.WARN);
    add(flow, outcomes.abandoned(), "abandoned", Style.BAD);
    add(flow, outcomes.refused(), "refused", Style.BAD);
    add(flow, outcomes.unknown(), "unknown (not captured)", Style.WARN);
    return flow.lines();
  }

  private List<StyledLine> doubts(ReportModel.Summary summary) {
    List<StyledLine> lines = new ArrayList<>();
    if (summary.ties() > 0) {
      TextFlow flow = labelled("ties");
      String what = Durations.plural(summary.ties(), "delivery", "deliveries");
      flow.add("", what + " could carry one of several equal messages", Style.WARN);
      lines.addAll(flow.lines());
    }
    if (summary.crossClock() > 0) {
      TextFlow flow = labelled("two clocks");
      String what = Durations.plural(summary.crossClock(), "delivery", "deliveries");
      flow.add("", what + " seen by another clock than the publish:", Style.WARN);
      flow.add(" ", "such latencies are off by what the clocks differ,", Style.PLAIN);
      flow.add(" ", "and are in no percentile unless --clock-offset says it", Style.PLAIN);
      lines.addAll(flow.lines());
    }
    if (!summary.limits().isEmpty()) {
      lines.addAll(counts("limits hit", summary.limits()));
    }
    return lines;
  }

  private List<StyledLine> latencies(ReportModel.Latencies latencies) {
    TextTable table =
        new TextTable(
            terminal, 2, List.of("<latency", "QoS", "count", "median", "p90", "p99", "max"));
    addRows(table, "publish hop, all steps", latencies.publish());
    addRows(table, "delivery hop, all steps", latencies.delivery());
    addRows(table, "publisher to subscriber", latencies.endToEnd());
    if (table.isEmpty()) {
      return List.of();
    }
    List<StyledLine> lines = new ArrayList<>();
    lines.add(new StyledLine());
    lines.addAll(table.lines());
    return lines;
  }

  private static void addRows(
      TextTable table, String name, Map<String, ReportModel.Percentiles> byQos) {
    byQos.forEach(
        (qos, values) -> {
          if (values.count() > 0) {
            table.row(
                List.of(
                    name,
                    qos,
                    Durations.number(values.count()),
                    Durations.text(values.p50()),
                    Durations.text(values.p90()),
                    Durations.text(values.p99()),
                    Durations.text(values.max())));
          }
        });
  }

  private List<StyledLine> problems(ReportModel.Summary summary) {
    List<StyledLine> lines = new ArrayList<>();
    for (Map.Entry<String, List<ReportModel.Finding>> rule : findings.entrySet()) {
      long count = summary.findings().getOrDefault(rule.getKey(), (long) rule.getValue().size());
      lines.addAll(problem(rule.getValue(), count));
    }
    summary.findings().forEach((rule, count) -> addUntold(rule, count, lines));
    if (!lines.isEmpty()) {
      lines.add(0, new StyledLine().add("Problems", Style.STRONG));
    }
    return lines;
  }

  /** A rule of which only the count came. */
  private void addUntold(String rule, long count, List<StyledLine> lines) {
    if (!findings.containsKey(rule) && count > 0) {
      TextFlow flow = new TextFlow(terminal, new StyledLine().pad(11), 13);
      flow.add("", terminal.safe(rule), Style.STRONG);
      flow.add(", ", count == 1 ? "once" : Durations.number(count) + " times", Style.PLAIN);
      lines.addAll(flow.lines());
    }
  }

  private List<StyledLine> problem(List<ReportModel.Finding> shown, long count) {
    ReportModel.Finding first = shown.get(0);
    Style style =
        switch (first.severity()) {
          case "error" -> Style.BAD;
          case "warning" -> Style.WARN;
          default -> Style.PLAIN;
        };
    StyledLine head = new StyledLine().add("  ").add(first.severity(), style).pad(11);
    TextFlow flow = new TextFlow(terminal, head, 11);
    flow.add("", terminal.safe(first.rule()), Style.STRONG);
    String separator = " (";
    for (ReportModel.Statement statement : first.statements()) {
      flow.add(separator, statement.standard() + " " + statement.id(), Style.PLAIN);
      separator = ", ";
    }
    flow.add("", first.statements().isEmpty() ? "" : ")", Style.PLAIN);
    flow.add(", ", count == 1 ? "once" : Durations.number(count) + " times", Style.PLAIN);
    List<StyledLine> lines = new ArrayList<>(flow.lines());
    for (ReportModel.Finding finding : shown) {
      TextFlow one = new TextFlow(terminal, new StyledLine().pad(11), 13);
      one.add("", place(finding), Style.FAINT);
      String message =
          terminal.safe(finding.message()) + (finding.certain() ? "" : " (not certain)");
      one.add("", message, Style.PLAIN);
      lines.addAll(one.lines());
    }
    if (count > shown.size()) {
      lines.add(
          new StyledLine()
              .pad(11)
              .add("and " + Durations.number(count - shown.size()) + " more", Style.FAINT));
    }
    return lines;
  }

  private String place(ReportModel.Finding finding) {
    List<String> parts = new ArrayList<>();
    if (finding.frame() != null) {
      parts.add("frame " + finding.frame());
    }
    if (finding.connection() != null) {
      parts.add("connection " + finding.connection());
    }
    if (finding.trace() != null) {
      parts.add("trace " + finding.trace());
    }
    if (captures.size() > 1 && finding.capture() != null) {
      ReportModel.Capture capture = captures.get(finding.capture());
      parts.add(
          0, capture == null ? "capture " + finding.capture() : terminal.safe(capture.file()));
    }
    return parts.isEmpty() ? "" : String.join(", ", parts) + ": ";
  }

  private static String list(Map<String, Long> counts) {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (name, count) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(SafeText.escape(name, false))
                .append(": ")
                .append(Durations.number(count)));
    return text.toString();
  }

  private TextFlow labelled(String label) {
    StyledLine line = new StyledLine().add("  ").add(label, Style.FAINT).pad(LABEL + 2);
    return new TextFlow(terminal, line, LABEL + 2);
  }
}
