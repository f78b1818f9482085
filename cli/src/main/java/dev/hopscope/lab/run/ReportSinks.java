package dev.hopscope.lab.run;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.List;
import java.util.function.Consumer;

/** One report for several sinks, in their order. */
final class ReportSinks implements ReportSink {
  private final List<ReportSink> sinks;

  ReportSinks(List<ReportSink> sinks) {
    this.sinks = List.copyOf(sinks);
  }

  private void each(Consumer<ReportSink> call) {
    sinks.forEach(call);
  }

  @Override
  public void begin(Limits limits) {
    each(sink -> sink.begin(limits));
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    each(sink -> sink.capture(capture));
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    each(sink -> sink.broker(broker));
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    each(sink -> sink.connection(connection));
  }

  @Override
  public void session(ReportModel.Session session) {
    each(sink -> sink.session(session));
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    each(sink -> sink.flow(flow));
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    each(sink -> sink.gap(gap));
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    each(sink -> sink.finding(finding));
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    each(sink -> sink.trace(trace));
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    each(sink -> sink.delivery(delivery));
  }

  @Override
  public void idle() {
    each(ReportSink::idle);
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    each(sink -> sink.summary(summary));
  }
}
