package dev.hopscope.report.csv;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.FlowStore;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes a row for each delivery, and one for each message that was not delivered; streams. A
 * delivery that comes after its trace has no more than is known of it. Names are the report's.
 */
public final class CsvReportWriter implements ReportSink {
  private static final List<String> COLUMNS =
      List.of(
          "trace",
          "time",
          "topic",
          "payloadLength",
          "payload",
          "origin",
          "publisher",
          "publishedQos",
          "retain",
          "publishOutcome",
          "receiver",
          "via",
          "grantedQos",
          "deliveredQos",
          "downgraded",
          "copy",
          "outcome",
          "retransmissions",
          "latencyNanos",
          "link",
          "capture",
          "frame");

  private final OutputStream out;
  private FlowStore flows = new FlowStore(Limits.defaults());

  /** Creates a writer to a stream that it flushes and never closes. */
  public CsvReportWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void begin(Limits limits) {
    flows = new FlowStore(limits);
    write(String.join(",", COLUMNS) + "\r\n");
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    Map<Integer, ReportModel.Flow> own = flows.take(trace.flowIds());
    if (trace.deliveries().isEmpty()) {
      row(trace, own, null);
    }
    trace.deliveries().forEach(each -> row(trace, own, each));
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    ReportModel.Delivery delivery = late.delivery();
    Map<Integer, ReportModel.Flow> own = flows.take(List.of(delivery.flow()));
    ReportModel.Flow flow = own.get(delivery.flow());
    row(
        new ReportModel.Trace(
            late.trace(),
            flow == null ? null : flow.topic(),
            flow == null ? null : flow.payloadLength(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(delivery),
            List.of(),
            List.of(),
            List.of()),
        own,
        delivery);
  }

  private void row(
      ReportModel.Trace trace, Map<Integer, ReportModel.Flow> own, ReportModel.Delivery delivery) {
    ReportModel.Flow publish = trace.publishFlow() == null ? null : own.get(trace.publishFlow());
    ReportModel.Flow flow = delivery == null ? publish : own.get(delivery.flow());
    ReportModel.Step first = flow == null ? null : flow.steps().get(0);
    StringBuilder row = new StringBuilder();
    add(row, trace.id());
    add(row, first == null ? null : first.time());
    text(row, trace.topic());
    add(row, trace.payloadLength());
    text(row, trace.payload() == null ? trace.payloadBase64() : trace.payload());
    add(row, trace.origin());
    text(row, trace.publisher());
    add(row, trace.publishedQos());
    add(row, trace.retain());
    add(row, publish == null ? null : publish.outcome());
    text(row, delivery == null ? null : delivery.clientId());
    add(row, delivery == null ? null : delivery.via());
    add(row, delivery == null ? null : delivery.grantedQos());
    add(row, delivery == null ? null : delivery.deliveredQos());
    add(row, delivery == null ? null : delivery.downgraded());
    add(row, delivery == null ? null : delivery.copy());
    add(row, delivery == null || flow == null ? null : flow.outcome());
    add(row, flow == null ? null : flow.retransmissions());
    add(row, delivery == null ? null : delivery.latencyNanos());
    add(row, delivery == null ? null : delivery.link());
    add(row, first == null ? null : first.capture());
    add(row, first == null ? null : first.frame());
    row.setLength(row.length() - 1);
    write(row.append("\r\n").toString());
  }

  private static void add(StringBuilder row, Object value) {
    row.append(value == null ? "" : value).append(',');
  }

  /** A text from a capture; one that a spreadsheet would calculate begins with an apostrophe. */
  private static void text(StringBuilder row, String text) {
    String safe = SafeText.escape(text);
    boolean formula = !safe.isEmpty() && "=+-@".indexOf(safe.charAt(0)) >= 0;
    String shown = formula ? "'" + safe : safe;
    boolean quoted = shown.chars().anyMatch(c -> c == ',' || c == '"' || c == ' ' || c == ';');
    row.append(quoted ? "\"" + shown.replace("\"", "\"\"") + "\"" : shown).append(',');
  }

  private void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void idle() {
    flush();
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    flush();
  }

  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
