package dev.hopscope.cli;

import java.util.function.LongSupplier;

/** The time of day. */
final class RealTime {
  private RealTime() {}

  /**
   * Nanoseconds since 1970-01-01T00:00:00Z: right now, and from here on steadily, however the clock
   * is set.
   */
  static LongSupplier steady() {
    long offset = System.currentTimeMillis() * 1_000_000 - System.nanoTime();
    return () -> offset + System.nanoTime();
  }
}
