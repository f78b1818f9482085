package dev.hopscope.report.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Rows of a table by key, bounded: what comes after the last one is only counted. */
final class Rows<K, R> {
  /** Rows that a table keeps. */
  static final int MAX_ROWS = 1_000;

  /** Keys beyond those that are told apart; with more, the count is a lower bound. */
  private static final int MAX_OTHERS = 100_000;

  private final Map<K, R> rows = new LinkedHashMap<>();
  private final Set<K> others = new HashSet<>();
  private final Supplier<R> empty;

  Rows(Supplier<R> empty) {
    this.empty = empty;
  }

  /** The row of a key, or null if there are too many. */
  R row(K key) {
    R row = rows.get(key);
    if (row == null && rows.size() < MAX_ROWS) {
      row = empty.get();
      rows.put(key, row);
    } else if (row == null && others.size() < MAX_OTHERS) {
      others.add(key);
    }
    return row;
  }

  Map<K, R> all() {
    return rows;
  }

  Collection<R> values() {
    return rows.values();
  }

  /** How many keys have no row. */
  int others() {
    return others.size();
  }
}
