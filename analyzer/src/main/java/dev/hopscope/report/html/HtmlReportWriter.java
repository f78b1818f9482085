package dev.hopscope.report.html;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects an analysis and writes it as one HTML page when the summary comes.
 *
 * <p>Memory grows with the capture, up to {@link dev.hopscope.limits.Limit#PAGE_TRACES} messages;
 * connections, sessions and gaps are all kept. Writes UTF-8 to a stream that it flushes and never
 * closes; a failed write is thrown as {@link UncheckedIOException}.
 */
public final class HtmlReportWriter implements ReportSink {
  private final OutputStream out;
  private final PageOptions options;
  private final KeptTraces messages = new KeptTraces();
  private final Map<Integer, ReportModel.Capture> captures = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Broker> brokers = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Connection> connections = new LinkedHashMap<>();
  private final Map<Integer, ReportModel.Session> sessions = new LinkedHashMap<>();
  private final List<ReportModel.Finding> findings = new ArrayList<>();
  private final List<ReportModel.Gap> gaps = new ArrayList<>();

  /** Creates a writer to a stream that the caller buffers. */
  public HtmlReportWriter(OutputStream out, PageOptions options) {
    this.out = out;
    this.options = options;
  }

  @Override
  public void begin(Limits limits) {
    messages.begin(limits);
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
    messages.flow(flow);
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
    messages.trace(trace);
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    messages.delivery(delivery);
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    PageData data =
        new PageData(
            ReportModel.SCHEMA_VERSION,
            options,
            List.copyOf(captures.values()),
            List.copyOf(brokers.values()),
            List.copyOf(connections.values()),
            List.copyOf(sessions.values()),
            messages.flows(),
            messages.traces(),
            findings,
            gaps,
            summary);
    try {
      new Page().write(out, data);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
