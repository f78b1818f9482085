package dev.hopscope.cli;

import java.time.Instant;
import java.util.function.LongSupplier;

/** The time of day. */
final class RealTime {
  private static final long SECOND = 1_000_000_000L;

  private RealTime() {}

  /**
   * Nanoseconds since 1970-01-01T00:00:00Z: right now, and from here on steadily, however the clock
   * is set.
   */
  static LongSupplier steady() {
    Instant now = Instant.now(); // finer than currentTimeMillis
    long offset = now.getEpochSecond() * SECOND + now.getNano() - System.nanoTime();
    return () -> offset + System.nanoTime();
  }
}
