package dev.hopscope.capture;

import java.util.Arrays;

/** Copies of frames behind each other, to be handed from one thread to another as a whole. */
final class FrameBlock {
  /** More than this is not added to; a single frame may be larger. */
  static final int BYTES = 1 << 20;

  static final int FRAMES = 4096;

  private final long[] numbers = new long[FRAMES];
  private final long[] times = new long[FRAMES];
  private final int[] points = new int[FRAMES];
  private final int[] captures = new int[FRAMES];
  private final int[] linkTypes = new int[FRAMES];
  private final int[] starts = new int[FRAMES];
  private final int[] captured = new int[FRAMES];
  private final int[] originals = new int[FRAMES];
  private byte[] bytes = new byte[1 << 16];
  private int used;
  private int count;
  private int taken;

  /** Whether another frame should wait for the next block. */
  boolean full() {
    return count == FRAMES || used >= BYTES;
  }

  boolean empty() {
    return taken == count;
  }

  void clear() {
    used = 0;
    count = 0;
    taken = 0;
    if (bytes.length > 2 * BYTES) {
      bytes = new byte[BYTES];
    }
  }

  void add(Frame frame) {
    int length = frame.capturedLength();
    if (bytes.length - used < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + length));
    }
    System.arraycopy(frame.data(), frame.offset(), bytes, used, length);
    numbers[count] = frame.number();
    times[count] = frame.timeNanos();
    points[count] = frame.point();
    captures[count] = frame.capture();
    linkTypes[count] = frame.linkType();
    starts[count] = used;
    captured[count] = length;
    originals[count] = frame.originalLength();
    used += length;
    count++;
  }

  /** Points the view at the next frame, which is valid until {@link #clear}. */
  void take(Frame frame) {
    int i = taken++;
    frame.wrap(
        captures[i],
        numbers[i],
        times[i],
        linkTypes[i],
        bytes,
        starts[i],
        captured[i],
        originals[i]);
    frame.at(points[i], 0);
  }
}
