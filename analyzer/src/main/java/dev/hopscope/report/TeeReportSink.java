package dev.hopscope.report;

import dev.hopscope.limits.Limits;
import java.util.List;

/** Hands a report to several sinks, in their order; all of them want everything. */
public final class TeeReportSink implements ReportSink {
  private final List<? extends ReportSink> sinks;

  /** Creates a sink before several others. */
  public TeeReportSink(List<? extends ReportSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public void begin(Limits limits) {
    sinks.forEach(sink -> sink.begin(limits));
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    sinks.forEach(sink -> sink.capture(capture));
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    sinks.forEach(sink -> sink.broker(broker));
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    sinks.forEach(sink -> sink.connection(connection));
  }

  @Override
  public void session(ReportModel.Session session) {
    sinks.forEach(sink -> sink.session(session));
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    sinks.forEach(sink -> sink.flow(flow));
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    sinks.forEach(sink -> sink.gap(gap));
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    sinks.forEach(sink -> sink.finding(finding));
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    sinks.forEach(sink -> sink.trace(trace));
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    sinks.forEach(sink -> sink.delivery(delivery));
  }

  @Override
  public void idle() {
    sinks.forEach(ReportSink::idle);
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    sinks.forEach(sink -> sink.summary(summary));
  }
}
