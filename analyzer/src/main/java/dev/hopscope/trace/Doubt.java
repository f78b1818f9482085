package dev.hopscope.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What a group has decided by a guess. A message taken out of it so may still be delivered, and as
 * long as that can be, no later delivery of the group is sure, even with one open message left: in
 * a steady flow of equal messages, a broker that lost one and a broker that is late by one look the
 * same.
 *
 * <p>It is over when as many deliveries as messages were seen, or when the last of those messages
 * has been waited for long enough.
 */
final class Doubt {
  /** {@link #untilNanos} while the receiver is away: what is kept for it may come whenever. */
  static final long WHILE_AWAY = Long.MAX_VALUE;

  private static final int KEPT = 64;

  private final int most;
  private final Deque<Slot> kept = new ArrayDeque<>(2);
  private int missing;
  private boolean uncountable;
  private long untilNanos = Long.MIN_VALUE;

  Doubt(int most) {
    this.most = most;
  }

  /** Messages left the group, and so many more of them than deliveries. */
  void left(int surplus, long lastNanos) {
    missing += surplus;
    if (missing > most) {
      missing = most;
      uncountable = true;
    }
    untilNanos = Math.max(untilNanos, lastNanos);
  }

  /** Deliveries may be copies, or of another group, so that counting them proves nothing. */
  void uncountable() {
    uncountable = true;
  }

  boolean isUncountable() {
    return uncountable;
  }

  /** Keeps a slot that left and may still get a delivery; of too many, the oldest leave. */
  void keep(Slot slot) {
    kept.add(slot);
    if (kept.size() > KEPT) {
      kept.remove();
    }
  }

  /** The latest slot that left and may be what a delivery is for, or null; it takes one. */
  Slot takeBack(Delivery delivery) {
    for (Iterator<Slot> latest = kept.descendingIterator(); latest.hasNext(); ) {
      Slot slot = latest.next();
      if (slot.nanos() <= delivery.sentNanos() && slot.takes(delivery)) {
        if (slot.copiesLeft() <= 1) {
          latest.remove();
        }
        if (slot.copies == 0) {
          missing--;
        }
        return slot;
      }
    }
    return null;
  }

  void until(long nanos) {
    untilNanos = nanos;
  }

  long untilNanos() {
    return untilNanos;
  }

  /** Whether every message that left has its delivery, if nothing is open in the group. */
  boolean balanced() {
    return missing <= 0 && !uncountable;
  }

  /** How many messages that left it a delivery may be, as far as is known; at least 1. */
  int rivals() {
    return Math.max(1, missing);
  }
}
