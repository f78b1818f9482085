package dev.hopscope.connection;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.net.Outcome;

/**
 * What follows the connections of a run: told of frames, of time, and of what happens on
 * connections, in one order and on one thread.
 */
public interface Downstream {
  /** Who is told of connections; always the same. */
  ConnectionListener connections();

  /**
   * What is known of a capture: before its first frame, before a connection is opened that was seen
   * in it first, and before {@link #onCaptureEnd}.
   */
  default void onCapture(CaptureInfo info) {}

  /**
   * One frame was read; what it holds follows.
   *
   * @param timeNanos its capture time, nanoseconds since 1970-01-01T00:00:00Z
   * @param length captured bytes
   * @param outcome what became of it, or null if its time is not wanted
   * @param earlierFragments how many frames that were told as fragments it made whole: its outcome
   *     is theirs too
   */
  default void onFrame(
      int capture, long timeNanos, int length, Outcome outcome, int earlierFragments) {}

  /** The time of {@link dev.hopscope.stream.CaptureClock}, at each frame and while none comes. */
  default void onTime(long nanos) {}

  /** Nothing comes now, or much has come: what is decided may be shown. */
  default void onIdle() {}

  /** Nothing follows. */
  default void onCaptureEnd() {}
}
