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

  private static final int GIVEN_UP_KEPT = 64;

  private final int most;
  private final Deque<Slot> givenUp = new ArrayDeque<>(2);
  private int missing;
  private boolean shared;
  private long untilNanos = Long.MIN_VALUE;

  Doubt(int most) {
    this.most = most;
  }

  /** Messages left the group, and so many more of them than deliveries. */
  void left(int surplus, long lastNanos) {
    missing = Math.min(most, missing + surplus);
    untilNanos = Math.max(untilNanos, lastNanos);
  }

  /** Other groups may have taken its deliveries, so that counting proves nothing. */
  void shared(long lastNanos) {
    shared = true;
    untilNanos = Math.max(untilNanos, lastNanos);
  }

  /** Keeps a slot that was given up; of too many, the oldest leave. */
  void gaveUp(Slot slot) {
    givenUp.add(slot);
    if (givenUp.size() > GIVEN_UP_KEPT) {
      givenUp.remove();
    }
  }

  /** Takes back the latest given-up slot that a delivery may be for, or null. */
  Slot takeBack(Delivery delivery) {
    for (Iterator<Slot> latest = givenUp.descendingIterator(); latest.hasNext(); ) {
      Slot slot = latest.next();
      if (slot.nanos() <= delivery.nanos() && slot.takes(delivery)) {
        latest.remove();
        missing--;
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
    return missing <= 0 && !shared;
  }

  /** How many messages that left it a delivery may be, as far as is known; at least 1. */
  int rivals() {
    return Math.max(1, missing);
  }
}
