package dev.hopscope.trace;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often each limit of the linker was hit, by its name in reports. */
final class LinkLimits {
  private final Map<String, Long> hits = new LinkedHashMap<>();

  void hit(String name) {
    hits.merge(name, 1L, Long::sum);
  }

  Map<String, Long> hits() {
    return hits;
  }
}
