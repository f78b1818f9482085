package dev.hopscope;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.Downstream;
import dev.hopscope.net.Outcome;
import dev.hopscope.report.DecodeBuilder;
import dev.hopscope.report.PacketSink;

/** Hands every packet to a sink. */
final class Decoding implements Downstream {
  private final PacketSink sink;
  private final DecodeBuilder builder;
  private boolean begun;

  Decoding(PacketSink sink) {
    this.sink = sink;
    this.builder = new DecodeBuilder(sink);
  }

  @Override
  public ConnectionListener connections() {
    return builder;
  }

  @Override
  public void onFrame(
      int capture, long timeNanos, int length, Outcome outcome, int earlierFragments) {
    if (!begun) {
      begun = true;
      sink.begin(timeNanos);
    }
  }

  @Override
  public void onIdle() {
    sink.idle();
  }

  @Override
  public void onCaptureEnd() {
    sink.end();
  }
}
