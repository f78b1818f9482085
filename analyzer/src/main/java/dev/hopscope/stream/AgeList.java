package dev.hopscope.stream;

/**
 * Things in the order in which they were added, oldest first; adding and removing cost no
 * allocation. As time never runs backwards, the first entry is always the first to be due.
 */
final class AgeList<T> {
  /** A place in at most one list. */
  static final class Entry<T> {
    final T owner;
    private AgeList<T> list;
    private Entry<T> previous;
    private Entry<T> next;
    private long since;

    Entry(T owner) {
      this.owner = owner;
    }

    boolean queued() {
      return list != null;
    }
  }

  private Entry<T> first;
  private Entry<T> last;

  /** Puts an entry last, taking it out of the list it is in. */
  void add(Entry<T> entry, long now) {
    if (entry.list == this && entry == last) {
      entry.since = now;
      return;
    }
    remove(entry);
    entry.list = this;
    entry.since = now;
    entry.previous = last;
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
  }

  /** Takes an entry out of whichever list it is in. */
  static <T> void remove(Entry<T> entry) {
    AgeList<T> list = entry.list;
    if (list == null) {
      return;
    }
    if (entry.previous == null) {
      list.first = entry.next;
    } else {
      entry.previous.next = entry.next;
    }
    if (entry.next == null) {
      list.last = entry.previous;
    } else {
      entry.next.previous = entry.previous;
    }
    entry.list = null;
    entry.previous = null;
    entry.next = null;
  }

  /** Takes out and returns the oldest that was added at {@code time} or before, or null. */
  T pollUntil(long time) {
    return first == null || first.since > time ? null : poll();
  }

  /** The oldest, or null. */
  T peek() {
    return first == null ? null : first.owner;
  }

  /** Takes out and returns the oldest, or null. */
  T poll() {
    if (first == null) {
      return null;
    }
    Entry<T> entry = first;
    remove(entry);
    return entry.owner;
  }
}
