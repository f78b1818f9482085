package dev.hopscope;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.Downstream;
import dev.hopscope.limits.Limits;
import dev.hopscope.session.Brokers;
import dev.hopscope.session.SessionStage;
import dev.hopscope.trace.TraceLinker;
import dev.hopscope.trace.TraceListener;

/** The stages from sessions to the linker, without a report. */
final class Watching implements Downstream {
  private final TraceLinker linker;
  private final SessionStage sessions;
  private final ConnectionListener connections;

  Watching(
      AnalyzerOptions options, Limits limits, ConnectionListener listener, TraceListener traces) {
    linker = new TraceLinker(options.link(), limits, traces);
    sessions = new SessionStage(new Brokers(options.sameBroker(), limits), limits, false, linker);
    connections = Fan.connections(sessions, listener);
  }

  @Override
  public ConnectionListener connections() {
    return connections;
  }

  @Override
  public void onTime(long nanos) {
    sessions.onTime(nanos);
    linker.onTime(nanos);
  }

  @Override
  public void onCaptureEnd() {
    sessions.onCaptureEnd();
    linker.onCaptureEnd();
  }
}
