package dev.hopscope.cli;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;

/** Counts messages on their way to another sink; its numbers may be asked for by any thread. */
final class CountingSink implements ReportSink {
  private final ReportSink next;
  private volatile Limits limits = Limits.defaults();
  private volatile long messages;

  CountingSink(ReportSink next) {
    this.next = next;
  }

  /** How many messages were told. */
  long messages() {
    return messages;
  }

  /** How many flows are under way, roughly where another thread asks. */
  long openFlows() {
    return limits.used(Limit.OPEN_FLOWS);
  }

  @Override
  public boolean wantsDetail() {
    return next.wantsDetail();
  }

  @Override
  public boolean wantsMessages() {
    return next.wantsMessages();
  }

  @Override
  public void begin(Limits run) {
    limits = run;
    next.begin(run);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    next.capture(capture);
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    next.broker(broker);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    next.connection(connection);
  }

  @Override
  public void session(ReportModel.Session session) {
    next.session(session);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    next.flow(flow);
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    next.gap(gap);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    next.finding(finding);
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread tells
  public void trace(ReportModel.Trace trace) {
    messages++;
    next.trace(trace);
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    next.delivery(delivery);
  }

  @Override
  public void idle() {
    next.idle();
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    next.summary(summary);
  }
}
