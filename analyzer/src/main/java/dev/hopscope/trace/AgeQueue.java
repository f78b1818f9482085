package dev.hopscope.trace;

import java.util.function.Predicate;

/**
 * Items in the order in which they fall due, all after the same wait. Items that are done before
 * leave in bulk, so that the queue holds no more than about half as much again as is still awaited.
 * A ring of two arrays: an item costs no object of its own.
 */
final class AgeQueue<T> {
  private static final int SMALLEST_SWEEP = 1024;
  private static final int SMALLEST_RING = 16;

  private final Predicate<T> awaited;
  private Object[] items = new Object[SMALLEST_RING];
  private long[] dueNanos = new long[SMALLEST_RING];
  private int first;
  private int size;
  private int sweepAt = SMALLEST_SWEEP;

  /**
   * Creates an empty queue.
   *
   * @param awaited whether an item is still waited for
   */
  AgeQueue(Predicate<T> awaited) {
    this.awaited = awaited;
  }

  void add(T item, long due) {
    if (size >= sweepAt) {
      sweep();
    }
    if (size == items.length) {
      resize(2 * size);
    }
    int place = first + size & items.length - 1;
    items[place] = item;
    dueNanos[place] = due;
    size++;
  }

  /** The next awaited item that is due, or null. */
  T takeDue(long nanos) {
    while (size > 0 && dueNanos[first] <= nanos) {
      T item = removeFirst();
      if (awaited.test(item)) {
        return item;
      }
    }
    return null;
  }

  private T removeFirst() {
    T item = item(first);
    items[first] = null;
    first = first + 1 & items.length - 1;
    size--;
    return item;
  }

  /**
   * Takes awaited items that are due, oldest first.
   *
   * @param into where they are put, from the start on
   * @param most no more than this
   * @return how many were taken; fewer than {@code most} where no other is due
   */
  int takeDue(long nanos, T[] into, int most) {
    int taken = 0;
    while (taken < most && size > 0 && dueNanos[first] <= nanos) {
      T item = removeFirst();
      if (awaited.test(item)) {
        into[taken++] = item;
      }
    }
    return taken;
  }

  /** The oldest awaited item, due or not, or null. */
  T takeOldest() {
    return takeDue(Long.MAX_VALUE);
  }

  @SuppressWarnings("unchecked") // only add puts items there
  private T item(int place) {
    return (T) items[place];
  }

  private void sweep() {
    int mask = items.length - 1;
    int left = 0;
    for (int i = 0; i < size; i++) {
      int from = first + i & mask;
      T item = item(from);
      long due = dueNanos[from];
      items[from] = null;
      if (awaited.test(item)) {
        int to = first + left++ & mask;
        items[to] = item;
        dueNanos[to] = due;
      }
    }
    size = left;
    sweepAt = Math.max(SMALLEST_SWEEP, size + size / 2);
    if (items.length > SMALLEST_RING && size < items.length / 8) {
      resize(Math.max(SMALLEST_RING, items.length / 4));
    }
  }

  private void resize(int length) {
    Object[] newItems = new Object[length];
    long[] newDue = new long[length];
    for (int i = 0; i < size; i++) {
      int from = first + i & items.length - 1;
      newItems[i] = items[from];
      newDue[i] = dueNanos[from];
    }
    items = newItems;
    dueNanos = newDue;
    first = 0;
  }
}
