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
  private int[] captures = new int[4];
  private long[] frames = new long[4];
  private long[] times = new long[4];
  private int point;
  private boolean acknowledges;
  private int acknowledgement;

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
    point = segment.point();
    if (point >= frames.length) {
      int length = Math.max(point + 1, frames.length * 2);
      captures = Arrays.copyOf(captures, length);
      frames = Arrays.copyOf(frames, length);
      times = Arrays.copyOf(times, length);
    }
    captures[point] = segment.capture();
    frames[point] = segment.frame();
    times[point] = segment.timeNanos();
    acknowledges = segment.has(TcpSegment.ACK);
    acknowledgement = segment.acknowledgement();
  }

  /** Makes the latest frame of a capture point the one at hand: losses are dated in their own. */
  void turnTo(int otherPoint) {
    point = otherPoint;
  }

  int point() {
    return point;
  }

  /** The frame at hand, for one call of a stage. */
  Provenance at() {
    return at.set(captures[point], frames[point], times[point]);
  }

  /** The frame at hand, which carried bytes of which {@code other} is the other direction. */
  Provenance carrying(HalfStream other) {
    return at().received(other.acknowledgedBy(acknowledges, acknowledgement));
  }

  /** The frame at hand, which let bytes of an earlier one through. */
  Provenance releasing(SegmentStore.Chunk chunk, HalfStream other) {
    return at().carriedBy(chunk.capture, chunk.frame, chunk.timeNanos)
        .received(other.acknowledgedBy(chunk.acknowledges, chunk.acknowledgement));
  }
}
