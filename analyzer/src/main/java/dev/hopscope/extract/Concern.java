package dev.hopscope.extract;

/** What is chosen of one TCP connection, and how much around it. */
final class Concern {
  /** Frames of the connection that are chosen before what is, at each level; then all of it. */
  private static final int[] CONTEXT = {0, 8, 64, 512};

  private final StreamRanges[] packets = {new StreamRanges(), new StreamRanges()};
  private final StreamRanges spans = new StreamRanges();
  private int level;

  /** Chooses a packet by where it lies in the stream of a side. */
  void packet(int side, long position, long length) {
    packets[side].add(position, position + length);
  }

  /** Whether a stretch of a side's stream has bytes of a chosen packet. */
  boolean touches(int side, long start, long end) {
    return packets[side].touches(start, end);
  }

  /** Tells in which frames a message begins and ends on this connection. */
  void span(long firstFrame, long lastFrame) {
    spans.add(firstFrame, lastFrame + 1);
  }

  /** Whether a frame lies within a message, and all such frames are chosen. */
  boolean within(long frame) {
    return level > 0 && spans.touches(frame, frame + 1);
  }

  void wholly() {
    level = CONTEXT.length;
  }

  boolean whole() {
    return level >= CONTEXT.length;
  }

  /** How many frames before a chosen one are chosen with it. */
  int context() {
    return whole() ? 0 : CONTEXT[level];
  }

  /**
   * Chooses more around it.
   *
   * @return false if it is whole already
   */
  boolean widen() {
    if (whole()) {
      return false;
    }
    level++;
    return true;
  }
}
