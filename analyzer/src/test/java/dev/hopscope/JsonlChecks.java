package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hopscope.testkit.Schemas;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What every {@code jsonl} report keeps to: its schema, the header first, the summary last, and
 * each line behind those that it cites.
 */
public final class JsonlChecks {
  private final Map<String, Set<Long>> known = new HashMap<>();

  private JsonlChecks() {}

  /** Checks a whole report and returns its lines. */
  public static List<JsonNode> check(String report) {
    List<JsonNode> lines = Schemas.lines(Schemas.Format.ANALYZE_JSONL, report);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = lines.get(i);
      String kind = line.path("kind").asText();
      assertThat(kind.equals("header")).as("line %s: %s", i + 1, line).isEqualTo(i == 0);
      assertThat(kind.equals("summary"))
          .as("line %s: %s", i + 1, line)
          .isEqualTo(i == lines.size() - 1);
    }
    citations(lines);
    return lines;
  }

  /** Checks of a whole report that no line cites what was not told before. */
  public static void citations(List<JsonNode> lines) {
    JsonlChecks checks = new JsonlChecks();
    lines.forEach(line -> checks.line(line.path("kind").asText(), line));
  }

  private void line(String kind, JsonNode line) {
    for (String cited : List.of("capture", "broker", "session", "connection", "flow", "trace")) {
      cite(line, cited, line.path(cited));
    }
    cite(line, "flow", line.path("publishFlow"));
    line.path("connections").forEach(id -> cite(line, "connection", id));
    for (JsonNode step : line.path("steps")) {
      cite(line, "capture", step.path("capture"));
      cite(line, "connection", step.path("connection"));
    }
    line.path("deliveries").forEach(each -> delivery(line, each));
    delivery(line, line);
    for (JsonNode forward : line.path("forwards")) {
      cite(line, "flow", forward.path("flow"));
      cite(line, "flow", forward.path("parent"));
      cite(line, "broker", forward.path("broker"));
    }
    line.path("missing").forEach(each -> cite(line, "session", each.path("session")));
    line.path("pending").forEach(each -> cite(line, "session", each.path("session")));
    if (line.path("id").isNumber()) {
      known.computeIfAbsent(kind, any -> new HashSet<>()).add(line.path("id").asLong());
    }
  }

  private void delivery(JsonNode line, JsonNode delivery) {
    cite(line, "flow", delivery.path("flow"));
    cite(line, "flow", delivery.path("parent"));
    cite(line, "session", delivery.path("session"));
    cite(line, "connection", delivery.path("connection"));
  }

  private void cite(JsonNode line, String kind, JsonNode id) {
    if (id.isNumber() && !known.getOrDefault(kind, Set.of()).contains(id.asLong())) {
      throw new AssertionError(kind + " cited before it is told, by " + line);
    }
  }
}
