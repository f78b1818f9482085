package dev.hopscope.extract;

import java.util.Map;
import java.util.TreeMap;

/** Stretches of one stream; those that touch become one. */
final class StreamRanges {
  private final TreeMap<Long, Long> endByStart = new TreeMap<>();

  /** Adds the positions from {@code start} up to {@code end}, which is not included. */
  void add(long start, long end) {
    if (start >= end) {
      return;
    }
    long from = start;
    long to = end;
    Map.Entry<Long, Long> before = endByStart.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      from = before.getKey();
      to = Math.max(to, before.getValue());
    }
    Map.Entry<Long, Long> behind = endByStart.ceilingEntry(from);
    while (behind != null && behind.getKey() <= to) {
      to = Math.max(to, behind.getValue());
      endByStart.remove(behind.getKey());
      behind = endByStart.ceilingEntry(from);
    }
    endByStart.put(from, to);
  }

  /** Whether a position from {@code start} up to {@code end}, not included, lies in a stretch. */
  boolean touches(long start, long end) {
    Map.Entry<Long, Long> before = endByStart.lowerEntry(end);
    return start < end && before != null && before.getValue() > start;
  }
}
