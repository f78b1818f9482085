package dev.hopscope.report.json;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects an analysis and writes it as one JSON document when the summary comes.
 *
 * <p>Of elements with an id the last one stands; a late delivery joins its trace. Memory grows with
 * the capture: {@code jsonl} is the format that streams. A failed write is thrown as {@link
 * UncheckedIOException}; the stream is flushed, never closed.
 */
public final class JsonReportWriter implements ReportSink {
  private record Document(
      int schemaVersion,
      List<ReportModel.Capture> captures,
      List<ReportModel.Broker> brokers,
      List<ReportModel.Connection> connections,
      List<ReportModel.Session> sessions,
      List<ReportModel.Flow> flows,
      List<ReportModel.Trace> traces,
      List<ReportModel.Finding> findings,
      List<ReportModel.Gap> gaps,
      ReportModel.Summary summary) {}

  private final OutputStream out;
  private final Map<Integer, ReportModel.Capture> captures = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Broker> brokers = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Connection> connections = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Session> sessions = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Flow> flows = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Trace> traces = new LinkedHashMap<>();
  private final List<ReportModel.LateDelivery> late = new ArrayList<>();
  private final List<ReportModel.Finding> findings = new ArrayList<>();
  private final List<ReportModel.Gap> gaps = new ArrayList<>();

  /** Creates a writer to a stream that the caller buffers. */
  public JsonReportWriter(OutputStream out) {
    this.out = out;
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    captures.put(capture.id(), capture);
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    brokers.put(broker.id(), broker);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    connections.put(connection.id(), connection);
  }

  @Override
  public void session(ReportModel.Session session) {
    sessions.put(session.id(), session);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    gaps.add(gap);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    findings.add(finding);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    traces.put(trace.id(), trace);
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    late.add(delivery);
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    joinLateDeliveries();
    Document document =
        new Document(
            ReportModel.SCHEMA_VERSION,
            List.copyOf(captures.values()),
            List.copyOf(brokers.values()),
            List.copyOf(connections.values()),
            List.copyOf(sessions.values()),
            List.copyOf(flows.values()),
            List.copyOf(traces.values()),
            findings,
            gaps,
            summary);
    ReportJson.write(out, document);
  }

  private void joinLateDeliveries() {
    Map<Integer, List<ReportModel.Delivery>> byTrace = new LinkedHashMap<>();
    for (ReportModel.LateDelivery delivery : late) {
      byTrace.computeIfAbsent(delivery.trace(), id -> new ArrayList<>()).add(delivery.delivery());
    }
    byTrace.forEach(
        (id, deliveries) -> traces.computeIfPresent(id, (key, trace) -> trace.with(deliveries)));
  }
}
