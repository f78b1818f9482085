package dev.hopscope.lab.proxy;

import java.time.Duration;
import java.util.function.LongSupplier;

/** When something last went over the wire, and whether something is held back right now. */
final class Activity {
  private volatile long last = System.nanoTime();
  private int held;

  /** Something happens. */
  void now() {
    last = System.nanoTime();
  }

  /** Holds the calling thread up. */
  void hold(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    holdUntil(() -> until);
  }

  /**
   * Holds the calling thread up until a time, on {@link System#nanoTime}, that may change; 0 for
   * not.
   */
  void holdUntil(LongSupplier until) {
    if (until.getAsLong() == 0) {
      return;
    }
    count(1);
    try {
      for (long left = left(until); left > 0; left = left(until)) {
        Thread.sleep(left / 1_000_000 + 1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      now();
      count(-1);
    }
  }

  private static long left(LongSupplier until) {
    return until.getAsLong() - System.nanoTime();
  }

  private synchronized void count(int difference) {
    held += difference;
  }

  /** For how long nothing has happened, and nothing was held back; nanoseconds. */
  synchronized long quietNanos() {
    return held > 0 ? 0 : System.nanoTime() - last;
  }
}
