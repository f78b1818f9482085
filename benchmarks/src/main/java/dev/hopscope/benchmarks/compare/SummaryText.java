package dev.hopscope.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code hopscope analyze --summary} counted, from what it printed. */
final class SummaryText {
  /** A label stands in columns 3 to 16, on the first line of what it tells. */
  private static final Pattern LABELLED = Pattern.compile("  (.{14})(\\S.*)");

  private static final Pattern COUNT = Pattern.compile("([\\d,]+) ([^,]+)");
  private static final Pattern FRAMES = Pattern.compile(".*[: ]([\\d,]+) frames, \\d[^,]* long");

  /** The names of long columns are cut in the middle. */
  private static final Pattern LATENCY =
      Pattern.compile("  (publish ho|delivery h|publisher )\\D* (\\d) +([\\d,]+) +\\d.*");

  private static final Map<String, String> LATENCY_NAMES =
      Map.of("publish ho", "publish", "delivery h", "delivery", "publisher ", "endToEnd");

  private static final Map<String, String> MESSAGE_NAMES =
      Map.of("messages", "traces", "duplicate", "duplicates", "awaited at the end", "pending");

  private final Map<String, Long> counts = new HashMap<>();
  private String label = "";
  private StringBuilder told = new StringBuilder();

  private SummaryText() {}

  /** Counts by the names of {@link Expected}; what is not known is counted as such. */
  static Map<String, Long> counts(Path printed) throws IOException {
    SummaryText text = new SummaryText();
    for (String line : Files.readAllLines(printed)) {
      text.line(line);
    }
    text.endOfLabel();
    return text.counts;
  }

  private void line(String line) {
    Matcher latency = LATENCY.matcher(line);
    Matcher labelled = LABELLED.matcher(line);
    if (line.isBlank() || line.equals("Totals") || line.startsWith("  latency ")) {
      endOfLabel();
    } else if (latency.matches()) {
      String kind = LATENCY_NAMES.get(latency.group(1));
      counts.put("latencies." + kind + "." + latency.group(2), number(latency.group(3)));
    } else if (labelled.matches()) {
      if (!labelled.group(1).isBlank()) {
        endOfLabel();
        label = labelled.group(1).strip();
      }
      told.append(labelled.group(2)).append(' ');
    } else {
      unknown(line);
    }
  }

  private void endOfLabel() {
    String text = told.toString().strip();
    switch (label) {
      case "" -> {}
      case "capture" -> frames(text);
      case "connections" -> {
        Matcher mqtt = COUNT.matcher(text);
        if (mqtt.matches() && mqtt.group(2).equals("MQTT")) {
          counts.put("connections", number(mqtt.group(1)));
        } else {
          unknown(text);
        }
      }
      case "packets" -> all(text, "packets.");
      case "messages" -> all(text, "summary.");
      case "hops" -> all(text, "flows.");
      case "ties" -> counts.put("summary.ties", number(text.replaceAll(" .*", "")));
      default -> unknown(label + " " + text);
    }
    label = "";
    told = new StringBuilder();
  }

  private void frames(String text) {
    Matcher frames = FRAMES.matcher(text);
    if (frames.matches()) {
      counts.put("frames", number(frames.group(1)));
    } else {
      unknown(text);
    }
  }

  private void all(String text, String prefix) {
    for (String part : text.split(", ", -1)) {
      Matcher count = COUNT.matcher(part.strip());
      if (count.matches()) {
        String name = MESSAGE_NAMES.getOrDefault(count.group(2), count.group(2));
        counts.put(prefix + name, number(count.group(1)));
      } else {
        unknown(part);
      }
    }
  }

  private void unknown(String text) {
    counts.merge("not understood: " + text, 1L, Long::sum);
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }
}
