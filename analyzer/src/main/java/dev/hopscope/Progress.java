package dev.hopscope;

import dev.hopscope.limits.Limit;

/** Told now and then how far a run has come. */
@FunctionalInterface
public interface Progress {
  /** Tells nobody. */
  Progress NONE = (bytesRead, totalBytes, frames, messages) -> {};

  /** A run tells after at least so many frames. */
  int FRAMES_APART = 4096;

  /**
   * The state of a run.
   *
   * @param bytesRead of all inputs
   * @param totalBytes of all inputs, or -1 where one's length cannot be known
   * @param frames read so far
   * @param packets MQTT packets so far
   */
  void update(long bytesRead, long totalBytes, long frames, long packets);

  /**
   * A limit made the run give something up, for the first time.
   *
   * @param max what the limit allows
   */
  default void onLimit(Limit limit, long max) {}
}
