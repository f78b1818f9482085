package dev.hopscope.session;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Things that fall due at times of their own, each at most once; taking one back costs little. */
final class Deadlines<T> {
  private record Entry<T>(T item, long dueNanos, long order) implements Comparable<Entry<T>> {
    @Override
    public int compareTo(Entry<T> other) {
      int byTime = Long.compare(dueNanos, other.dueNanos);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  private final Map<T, Entry<T>> byItem = new HashMap<>();
  private final TreeSet<Entry<T>> byTime = new TreeSet<>();
  private long made;

  /** Sets when an item falls due, in place of an earlier deadline. */
  void set(T item, long dueNanos) {
    remove(item);
    Entry<T> entry = new Entry<>(item, dueNanos, made++);
    byItem.put(item, entry);
    byTime.add(entry);
  }

  void remove(T item) {
    Entry<T> entry = byItem.remove(item);
    if (entry != null) {
      byTime.remove(entry);
    }
  }

  /** The item that falls due first, not later than a time; or null. It stays. */
  T due(long nanos) {
    return byTime.isEmpty() || byTime.first().dueNanos() > nanos ? null : byTime.first().item();
  }

  /** When an item falls due, which must have a deadline. */
  long dueNanos(T item) {
    return byItem.get(item).dueNanos();
  }
}
