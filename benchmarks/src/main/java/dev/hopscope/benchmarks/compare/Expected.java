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

  private record Range(long least, long most) {
    boolean contains(long count) {
      return least <= count && count <= most;
    }

    @Override
    public String toString() {
      return least == most ? Long.toString(least) : least + " to " + most;
    }
  }

  private final Map<String, Range> ranges = new TreeMap<>();

  Expected(JsonNode ledger) {
    JsonNode summary = ledger.get("summary");
    long doubtful = ledger.get("links").get("doubtful").asLong();
    exactly("frames", ledger.get("frames"));
    exactly("connections", ledger.get("connections"));
    exactlyAll("packets.", summary.get("packetsByType"));
    exactlyAll("flows.", summary.get("flows"));
    for (String name : List.of("traces", "deliveries", "downgraded")) {
      exactly("summary." + name, summary.get(name));
    }
    for (String name : List.of("duplicates", "missing", "pending", "crossClock")) {
      exactly("summary." + name, summary.get(name));
    }
    ranges.put("summary.ties", new Range(0, doubtful));
    latencies(summary.get("latencyCounts"), doubtful);
    exactly("lines.flow", summary.get("flows").get("complete"));
    exactly("lines.trace", summary.get("traces"));
    JsonNode links = ledger.get("links");
    for (String link : List.of("sole", "ordered", "tie")) {
      long count = links.get(link).asLong();
      ranges.put("links." + link, new Range(Math.max(0, count - doubtful), count + doubtful));
    }
    exactly("links.all", summary.get("deliveries"));
  }

  private void latencies(JsonNode counts, long doubtful) {
    exactlyAll("latencies.publish.", counts.get("publish"));
    exactlyAll("latencies.delivery.", counts.get("delivery"));
    counts
        .get("endToEnd")
        .properties()
        .forEach(
            qos -> {
              long count = qos.getValue().asLong();
              Range range = new Range(Math.max(0, count - doubtful), count);
              ranges.put("latencies.endToEnd." + qos.getKey(), range);
            });
  }

  private void exactlyAll(String prefix, JsonNode counts) {
    counts.properties().forEach(each -> exactly(prefix + each.getKey(), each.getValue()));
  }

  private void exactly(String name, JsonNode count) {
    ranges.put(name, new Range(count.asLong(), count.asLong()));
  }

  /** What of the counts is wrong, for people; what was not counted is 0. */
  List<String> differences(Told told, Map<String, Long> counts) {
    List<String> differences = new ArrayList<>();
    ranges.forEach(
        (name, range) -> {
          long count = counts.getOrDefault(name, 0L);
          if (told.includes(name) && !range.contains(count)) {
            differences.add(name + " is " + count + " instead of " + range);
          }
        });
    counts.forEach(
        (name, count) -> {
          if (!ranges.containsKey(name) && count != 0) {
            differences.add(name + " is " + count + ", and was not expected");
          }
        });
    return differences;
  }
}
