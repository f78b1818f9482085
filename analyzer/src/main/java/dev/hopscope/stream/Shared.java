package dev.hopscope.stream;

import dev.hopscope.limits.Limits;
import dev.hopscope.net.TcpSegment;
import java.util.Arrays;

/** What the connections of one reassembler have in common. */
final class Shared {
  final StreamLimits limits;
  final Limits run;
  final StreamCounters counters = new StreamCounters();
  final SegmentStore.Total stored = new SegmentStore.Total();

  /** Directions with an acknowledged hole. */
  final AgeList<HalfStream> acked = new AgeList<>();

  /** Directions with later data, or a FIN, behind a hole. */
  final AgeList<HalfStream> waiting = new AgeList<>();

  /** Connections of which a direction is open, the longest idle first. */
  final AgeList<Connection> open = new AgeList<>();

  /** Connections that have ended, the longest ago first. */
  final AgeList<Connection> closed = new AgeList<>();

  private final CaptureClock clock;
  private final Provenance at = new Provenance();
  private long[] frames = new long[4];
  private long[] times = new long[4];
  private int capture;

  Shared(StreamLimits limits, Limits run, CaptureClock clock) {
    this.limits = limits;
    this.run = run;
    this.clock = clock;
  }

  long now() {
    return clock.now();
  }

  /** Makes a segment's frame the one at hand. */
  void arrive(TcpSegment segment) {
    if (segment.capture() >= frames.length) {
      int length = Math.max(segment.capture() + 1, frames.length * 2);
      frames = Arrays.copyOf(frames, length);
      times = Arrays.copyOf(times, length);
    }
    capture = segment.capture();
    frames[capture] = segment.frame();
    times[capture] = segment.timeNanos();
  }

  /** Makes the latest frame of a capture the one at hand: losses are dated in their own capture. */
  void turnTo(int otherCapture) {
    capture = otherCapture;
  }

  int capture() {
    return capture;
  }

  /** The frame at hand, for one call of a stage. */
  Provenance at() {
    return at.set(capture, frames[capture], times[capture]);
  }

  /** The frame at hand, which let bytes of an earlier one through. */
  Provenance at(SegmentStore.Chunk chunk) {
    return at().carriedBy(chunk.frame, chunk.timeNanos);
  }
}
