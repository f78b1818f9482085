package dev.hopscope.report.markdown;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.FlowStore;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.TraceFlows;
import dev.hopscope.report.mermaid.MermaidDiagram;
import dev.hopscope.report.text.Durations;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an analysis as Markdown: totals, findings, latencies, and the first traces as diagrams.
 * Memory is bounded, and so is what it writes: {@link MarkdownText#MOST_BYTES}.
 */
public final class MarkdownReportWriter implements ReportSink {
  private static final int TRACES = 20;
  private static final int FINDINGS = 50;
  private static final int TEXT = 200;

  private final OutputStream out;
  private final int most;
  private final List<TraceFlows> first = new ArrayList<>();
  private final List<List<String>> findings = new ArrayList<>();
  private final Map<Integer, ReportModel.Capture> captures = new LinkedHashMap<>();
  private FlowStore flows = new FlowStore(Limits.defaults());
  private long traces;

  /**
   * Creates a writer to a stream that it flushes and never closes.
   *
   * @param mostTraces how many traces are drawn at most; 0 for as many as there is room for in a
   *     list of {@value #TRACES}
   */
  public MarkdownReportWriter(OutputStream out, int mostTraces) {
    this.out = out;
    this.most = mostTraces == 0 ? TRACES : Math.min(TRACES, mostTraces);
  }

  @Override
  public void begin(Limits limits) {
    flows = new FlowStore(limits);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    captures.put(capture.id(), capture);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    if (findings.size() < FINDINGS) {
      findings.add(
          List.of(
              finding.severity(),
              finding.rule(),
              finding.frame() == null ? "" : finding.frame().toString(),
              MarkdownText.safe(finding.message(), TEXT)));
    }
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    TraceFlows whole = new TraceFlows(trace, flows.take(trace.flowIds()));
    traces++;
    if (first.size() < most) {
      first.add(whole);
    }
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    flows.take(List.of(late.delivery().flow()));
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    MarkdownText text = new MarkdownText(MarkdownText.MOST_BYTES);
    text.block("# What MQTT did on the wire");
    totals(text, summary);
    if (!findings.isEmpty()) {
      text.block("## Findings");
      text.table(List.of("severity", "rule", "frame", "what"), findings);
    }
    latencies(text, summary.latencyNanos());
    if (!first.isEmpty()) {
      text.block("## Traces");
      first.forEach(each -> trace(text, each));
      if (traces > first.size()) {
        text.block((traces - first.size()) + " more traces are not shown.");
      }
    }
    try {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void totals(MarkdownText text, ReportModel.Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (ReportModel.Capture capture : captures.values()) {
      String gaps = capture.gaps() == 0 ? "" : ", " + capture.gaps() + " gaps";
      rows.add(
          List.of(
              "capture",
              MarkdownText.safe(capture.file(), TEXT)
                  + ": "
                  + capture.frames()
                  + " frames"
                  + gaps));
    }
    rows.add(List.of("messages", Durations.number(summary.traces())));
    rows.add(List.of("deliveries", Durations.number(summary.deliveries())));
    rows.add(List.of("downgraded", Durations.number(summary.downgraded())));
    rows.add(List.of("duplicates", Durations.number(summary.duplicates())));
    ReportModel.Outcomes hops = summary.flows();
    rows.add(
        List.of(
            "hops",
            hops.complete()
                + " complete, "
                + hops.open()
                + " open, "
                + hops.abandoned()
                + " abandoned, "
                + hops.refused()
                + " refused, "
                + hops.unknown()
                + " unknown"));
    text.table(List.of("", ""), rows);
  }

  private static void latencies(MarkdownText text, ReportModel.Latencies latencies) {
    List<List<String>> rows = new ArrayList<>();
    rows(rows, "publish", latencies.publish());
    rows(rows, "delivery", latencies.delivery());
    rows(rows, "end to end", latencies.endToEnd());
    if (!rows.isEmpty()) {
      text.block("## Latency");
      text.table(List.of("hop", "QoS", "count", "p50", "p90", "p99", "max"), rows);
    }
  }

  private static void rows(
      List<List<String>> rows, String hop, Map<String, ReportModel.Percentiles> byQos) {
    byQos.forEach(
        (qos, values) ->
            rows.add(
                List.of(
                    hop,
                    qos,
                    Durations.number(values.count()),
                    Durations.text(values.p50()),
                    Durations.text(values.p90()),
                    Durations.text(values.p99()),
                    Durations.text(values.max()))));
  }

  private static void trace(MarkdownText text, TraceFlows each) {
    String topic = each.trace().topic() == null ? "(topic unknown)" : each.trace().topic();
    text.block("### Trace " + each.trace().id() + ": " + MarkdownText.safe(topic, TEXT));
    text.mermaid(MermaidDiagram.of(each));
  }
}
