package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/** Told of every TCP segment and of where in its stream it lies. */
@FunctionalInterface
public interface SegmentListener {
  /** The position of a segment in a stream of which no byte was seen so far. */
  long NOWHERE = Long.MIN_VALUE;

  /**
   * A segment, after the stages were told what came of it: repeated, late and empty ones too.
   *
   * @param side who sent it: 0 or 1
   * @param segment valid until the call returns
   * @param position of the first byte that it carries, or would carry, as {@link ByteStage} counts;
   *     negative for bytes before the first one known, or {@link #NOWHERE}
   */
  void onSegment(TcpConnection connection, int side, TcpSegment segment, long position);
}
