package dev.hopscope.trace;

import java.util.ArrayDeque;
import java.util.function.Predicate;

/**
 * Items in the order in which they fall due, all after the same wait. Items that are done before
 * leave in bulk, so that the queue holds no more than about half as much again as is still awaited.
 */
final class AgeQueue<T> {
  private static final int SMALLEST_SWEEP = 1024;

  private record Entry<T>(T item, long dueNanos) {}

  private final Predicate<T> awaited;
  private ArrayDeque<Entry<T>> entries = new ArrayDeque<>();
  private int sweepAt = SMALLEST_SWEEP;

  /**
   * Creates an empty queue.
   *
   * @param awaited whether an item is still waited for
   */
  AgeQueue(Predicate<T> awaited) {
    this.awaited = awaited;
  }

  void add(T item, long dueNanos) {
    if (entries.size() >= sweepAt) {
      ArrayDeque<Entry<T>> left = new ArrayDeque<>();
      for (Entry<T> entry : entries) {
        if (awaited.test(entry.item())) {
          left.add(entry);
        }
      }
      entries = left;
      sweepAt = Math.max(SMALLEST_SWEEP, left.size() + left.size() / 2);
    }
    entries.add(new Entry<>(item, dueNanos));
  }

  /** The next awaited item that is due, or null. */
  T takeDue(long nanos) {
    while (!entries.isEmpty() && entries.peek().dueNanos() <= nanos) {
      T item = entries.remove().item();
      if (awaited.test(item)) {
        return item;
      }
    }
    return null;
  }

  /** The oldest awaited item, due or not, or null. */
  T takeOldest() {
    return takeDue(Long.MAX_VALUE);
  }
}
