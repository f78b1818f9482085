package dev.hopscope.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What {@code hopscope analyze --format jsonl} counted, and what its lines say. */
final class ReportLines {
  private static final byte[] KIND = "{\"kind\":\"".getBytes(UTF_8);
  private static final byte[] LINK = "\"link\":\"".getBytes(UTF_8);
  private static final byte[] PARTIAL = "\"partial\":true".getBytes(UTF_8);

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Long> counts = new HashMap<>();
  private String last;

  private ReportLines() {}

  /** Counts by the names of {@link Expected}. */
  static Map<String, Long> counts(Path lines) throws IOException {
    ReportLines report = new ReportLines();
    Lines.read(lines, report::line);
    report.summary();
    return report.counts;
  }

  private void line(byte[] data, int from, int to) {
    switch (data[from + KIND.length]) {
      case 'f' -> count(word(data, from + KIND.length).equals("flow") ? "lines.flow" : "findings");
      case 't', 'd' -> trace(data, from, to);
      case 'c' -> connection(data, from, to);
      case 'g' -> count("gaps");
      default -> {
        // brokers, sessions, the header, and the summary, which is last
      }
    }
    if (data[from + KIND.length] == 's') {
      last = new String(data, from, to - from, UTF_8);
    }
  }

  private void trace(byte[] data, int from, int to) {
    count("lines." + word(data, from + KIND.length));
    for (int at = Lines.indexOf(data, from, to, LINK);
        at >= 0;
        at = Lines.indexOf(data, at + 1, to, LINK)) {
      count("links." + word(data, at + LINK.length));
      count("links.all");
    }
  }

  private void connection(byte[] data, int from, int to) {
    boolean capture = word(data, from + KIND.length).equals("capture");
    if (!capture && Lines.indexOf(data, from, to, PARTIAL) < 0) {
      count("connections");
    } else if (capture && Lines.indexOf(data, from, to, PARTIAL) < 0) {
      try {
        counts.put("frames", json.readTree(data, from, to - from).get("frames").asLong());
      } catch (IOException e) {
        count("captures not understood");
      }
    }
  }

  private void summary() throws IOException {
    JsonNode summary = json.readTree(last);
    if (!summary.path("kind").asText().equals("summary")) {
      count("summaries missing");
      return;
    }
    putAll("packets.", summary.get("packetsByType"));
    putAll("flows.", summary.get("flows"));
    putAll("findings.", summary.get("findings"));
    putAll("limits.", summary.get("limits"));
    for (String name :
        new String[] {
          "traces",
          "deliveries",
          "downgraded",
          "duplicates",
          "missing",
          "pending",
          "ties",
          "crossClock"
        }) {
      counts.put("summary." + name, summary.get(name).asLong());
    }
    summary
        .get("latencyNanos")
        .properties()
        .forEach(
            kind ->
                kind.getValue()
                    .properties()
                    .forEach(
                        qos ->
                            counts.put(
                                "latencies." + kind.getKey() + "." + qos.getKey(),
                                qos.getValue().get("count").asLong())));
  }

  private void putAll(String prefix, JsonNode values) {
    values
        .properties()
        .forEach(each -> counts.put(prefix + each.getKey(), each.getValue().asLong()));
  }

  private void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  private static String word(byte[] data, int from) {
    int end = from;
    while (data[end] != '"') {
      end++;
    }
    return new String(data, from, end - from, UTF_8);
  }
}
