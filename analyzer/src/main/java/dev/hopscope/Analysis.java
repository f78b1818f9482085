package dev.hopscope;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.Clocks;
import dev.hopscope.conformance.FlowRules;
import dev.hopscope.conformance.PacketRules;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.Downstream;
import dev.hopscope.limits.Limits;
import dev.hopscope.net.Outcome;
import dev.hopscope.report.ReportBuilder;
import dev.hopscope.report.ReportSink;
import dev.hopscope.session.Brokers;
import dev.hopscope.session.SessionStage;
import dev.hopscope.trace.TraceLinker;

/** The stages from sessions to the report. */
final class Analysis implements Downstream {
  private final ReportSink sink;
  private final ReportBuilder report;
  private final TraceLinker linker;
  private final SessionStage sessions;
  private final ConnectionListener connections;

  Analysis(AnalyzerOptions options, Limits limits, ReportSink sink) {
    this.sink = sink;
    Brokers brokers = new Brokers(options.sameBroker(), limits);
    report = new ReportBuilder(sink, brokers, limits, options.payloadBytes());
    FlowRules flowRules = new FlowRules(report::onFinding);
    linker = new TraceLinker(options.link(), limits, Fan.traces(report, flowRules));
    sessions =
        new SessionStage(
            brokers,
            limits,
            sink.wantsMessages(),
            Fan.sessions(report, Fan.sessions(linker, flowRules)));
    PacketRules packetRules = new PacketRules(report::onFinding);
    // a report on a connection's end cites its session, so the session stage is told last
    connections = Fan.connections(sessions, Fan.connections(packetRules, report));
  }

  /** Says which capture points have clocks that agree; before anything else. */
  void clocks(Clocks known) {
    report.clocks(known);
  }

  @Override
  public ConnectionListener connections() {
    return connections;
  }

  @Override
  public void onCapture(CaptureInfo info) {
    report.onCapture(info);
  }

  @Override
  public void onFrame(
      int capture, long timeNanos, int length, Outcome outcome, int earlierFragments) {
    report.onFrame(capture, timeNanos, length, outcome, earlierFragments);
  }

  @Override
  public void onTime(long nanos) {
    sessions.onTime(nanos);
    linker.onTime(nanos);
  }

  @Override
  public void onIdle() {
    sink.idle();
  }

  @Override
  public void onCaptureEnd() {
    sessions.onCaptureEnd();
    linker.onCaptureEnd();
    report.finish();
  }
}
