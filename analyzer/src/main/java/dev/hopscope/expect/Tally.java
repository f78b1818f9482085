package dev.hopscope.expect;

import java.util.Map;
import java.util.TreeMap;

/** How often each value came; of very many different ones, some together. */
final class Tally {
  private static final int DIFFERENT = 20;

  private final Map<String, Long> counts = new TreeMap<>();
  private long others;

  void add(String value) {
    String key = value == null ? "unknown" : value;
    if (counts.size() < DIFFERENT || counts.containsKey(key)) {
      counts.merge(key, 1L, Long::sum);
    } else {
      others++;
    }
  }

  /** {@code 0 (2 times), 1 (once)}; {@code nothing}. */
  String words() {
    if (counts.isEmpty()) {
      return "nothing";
    }
    StringBuilder words = new StringBuilder();
    counts.forEach(
        (value, count) ->
            words
                .append(words.length() == 0 ? "" : ", ")
                .append(value)
                .append(count == 1 ? " (once)" : " (" + count + " times)"));
    return others == 0 ? words.toString() : words + ", others (" + others + " times)";
  }
}
