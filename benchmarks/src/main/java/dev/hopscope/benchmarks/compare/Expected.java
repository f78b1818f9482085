package dev.hopscope.benchmarks.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a capture's ledger says that a command must have counted. */
final class Expected {
  /** Which counts a command tells; others it need not have told. */
  enum Told {
    /** Packets by type, and nothing else. */
    PACKETS("packets"),

    /** Frames, and packets by type. */
    FRAMES("packets|frames"),

    /** A summary. */
    SUMMARY("packets|frames|connections|summary|flows|latencies"),

    /** A summary, and lines of their own for flows, traces and links. */
    REPORT("packets|frames|connections|summary|flows|latencies|lines|links");

    private final Pattern names;

    Told(String groups) {
      this.names = Pattern.compile("(" + groups + ")(\\..*)?");
    }

    private boolean includes(String name) {
      return names.matcher(name).matches();
    }
  }

  private final Map<String, Long> expected = new TreeMap<>();

  Expected(JsonNode ledger) {
    JsonNode summary = ledger.get("summary");
    exactly("frames", ledger.get("frames"));
    exactly("connections", ledger.get("connections"));
    exactlyAll("packets.", summary.get("packetsByType"));
    exactlyAll("flows.", summary.get("flows"));
    for (String name : List.of("traces", "deliveries", "downgraded")) {
      exactly("summary." + name, summary.get(name));
    }
    for (String name : List.of("duplicates", "missing", "pending", "ties", "crossClock")) {
      exactly("summary." + name, summary.get(name));
    }
    for (String hop : List.of("publish", "delivery", "endToEnd")) {
      exactlyAll("latencies." + hop + ".", summary.get("latencyCounts").get(hop));
    }
    exactly("lines.flow", summary.get("flows").get("complete"));
    exactly("lines.trace", summary.get("traces"));
    exactlyAll("links.", ledger.get("links"));
    exactly("links.all", summary.get("deliveries"));
  }

  private void exactlyAll(String prefix, JsonNode counts) {
    counts.properties().forEach(each -> exactly(prefix + each.getKey(), each.getValue()));
  }

  private void exactly(String name, JsonNode count) {
    expected.put(name, count.asLong());
  }

  /** What of the counts is wrong, for people; what was not counted is 0. */
  List<String> differences(Told told, Map<String, Long> counts) {
    List<String> differences = new ArrayList<>();
    expected.forEach(
        (name, due) -> {
          long count = counts.getOrDefault(name, 0L);
          if (told.includes(name) && count != due) {
            differences.add(name + " is " + count + " instead of " + due);
          }
        });
    counts.forEach(
        (name, count) -> {
          if (!expected.containsKey(name) && count != 0) {
            differences.add(name + " is " + count + ", and was not expected");
          }
        });
    return differences;
  }
}
