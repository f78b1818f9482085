package dev.hopscope.testkit;

import java.util.Arrays;

/**
 * A frame of a built capture.
 *
 * @param timeNanos its capture time, nanoseconds since 1970-01-01T00:00:00Z
 * @param bytes what was captured
 * @param originalLength how many bytes it had on the wire
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record TimedFrame(long timeNanos, byte[] bytes, int originalLength) {

  /** A frame that was captured whole. */
  public TimedFrame(long timeNanos, byte[] bytes) {
    this(timeNanos, bytes, bytes.length);
  }

  /** The same frame captured at another time. */
  public TimedFrame at(long timeNanos) {
    return new TimedFrame(timeNanos, bytes, originalLength);
  }

  /** The same frame as a capture with this snap length holds it. */
  public TimedFrame cut(int snapLength) {
    return bytes.length <= snapLength
        ? this
        : new TimedFrame(timeNanos, Arrays.copyOf(bytes, snapLength), originalLength);
  }
}
