package dev.hopscope.capture;

import java.io.Closeable;

/**
 * A stream of frames: a file, a live interface, or several of them merged.
 *
 * <p>Not thread-safe; one thread pulls.
 */
public interface CaptureSource extends Closeable {

  /**
   * Fills {@code frame} with the next frame.
   *
   * @return false at the end of the capture; {@code frame} is then unchanged
   * @throws CaptureException if the input is damaged or cannot be read; every frame before the
   *     damage was returned, and further calls throw again
   */
  boolean next(Frame frame) throws CaptureException;

  /**
   * Waits until {@link #next} can answer without waiting, but no longer than a time.
   *
   * @param waitNanos real time in nanoseconds; 0 to look only
   * @return whether {@link #next} would answer at once; always true for a file
   */
  default boolean ready(long waitNanos) {
    return true;
  }

  /**
   * Whether frames come while they are captured: there may be none now and some later, and nobody
   * waits for their end.
   */
  default boolean live() {
    return false;
  }

  /** What is known of the input so far; link types and lengths grow while frames are read. */
  CaptureInfo info();

  @Override
  void close() throws CaptureException;
}
