package dev.hopscope.report.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hopscope.report.DecodedPackets;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.Scenarios;
import dev.hopscope.report.json.DecodeJsonWriter;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterAndRedactTest {
  private static List<JsonNode> filtered(FakeReport report, TraceFilter filter) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.play(new FilteringReportSink(new JsonlReportWriter(out, "0.1.0"), filter));
    return Schemas.lines(Schemas.Format.ANALYZE_JSONL, out.toString(StandardCharsets.UTF_8));
  }

  private static List<Integer> ids(List<JsonNode> lines, String kind) {
    return lines.stream()
        .filter(line -> line.path("kind").asText().equals(kind))
        .map(line -> line.path("id").asInt())
        .toList();
  }

  private static FakeReport outcomes() {
    return Scenarios.all().get("outcomes");
  }

  @Test
  void keepsATraceWithItsFlows() {
    List<JsonNode> lines = filtered(outcomes(), new TraceFilter(null, null, 2, false));
    assertThat(ids(lines, "trace")).containsExactly(2);
    assertThat(ids(lines, "flow")).containsExactly(3);
    assertThat(lines.get(lines.size() - 1).path("traces").asInt()).isEqualTo(3);
  }

  @Test
  void filtersByTopicClientAndProblems() {
    FakeReport report = outcomes();
    assertThat(ids(filtered(report, new TraceFilter("state/+", null, null, false)), "trace"))
        .containsExactly(3);
    assertThat(ids(filtered(report, new TraceFilter(null, "sub1", null, false)), "trace"))
        .containsExactly(1, 3);
    assertThat(ids(filtered(report, new TraceFilter(null, null, null, true)), "trace"))
        .containsExactly(1, 2);
    assertThat(ids(filtered(report, TraceFilter.ALL), "trace")).containsExactly(1, 2, 3);
    assertThat(ids(filtered(report, null), "trace")).isEmpty();
    assertThat(ids(filtered(report, null), "flow")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sport/#, sport, true",
    "sport/#, sport/tennis/player1, true",
    "sport/+, sport, false",
    "sport/+, sport/, true",
    "+/+, /finance, true",
    "/+, /finance, true",
    "+, /finance, false",
    "#, $SYS/uptime, false",
    "+/uptime, $SYS/uptime, false",
    "$SYS/#, $SYS/uptime, true",
    "a/b, a/b/c, false",
    "a/b/c, a/b, false"
  })
  void matchesAsTheStandardSays(String filter, String topic, boolean matches) {
    assertThat(TopicMatch.matches(filter, topic)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a#", "#/a", "a/+b"})
  void refusesWhatIsNoFilter(String filter) {
    assertThatThrownBy(() -> new TraceFilter(filter, null, null, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void redactedReportsNameNobody() {
    for (FakeReport report : Scenarios.all().values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ReportSink writer = new JsonlReportWriter(out, "0.1.0");
      report.play(new RedactingReportSink(writer, new Redactor(new byte[] {1})));
      String text = out.toString(StandardCharsets.UTF_8);
      Schemas.lines(Schemas.Format.ANALYZE_JSONL, text);
      assertThat(text)
          .doesNotContain(
              "\"pub\"",
              "\"sub1\"",
              "topic/test",
              "Hello",
              "rotterdam",
              "edge.bridge",
              "0123456789abcdef")
          .doesNotContain("\"payload\"");
    }
  }

  @Test
  void pseudonymsAreStableUnderAKeyAndKeepAFiltersForm() {
    Redactor redactor = new Redactor(new byte[] {1});
    assertThat(redactor.clientId("pub")).isEqualTo(redactor.clientId("pub")).startsWith("client-");
    assertThat(redactor.clientId("pub")).isNotEqualTo(new Redactor(new byte[] {2}).clientId("pub"));
    assertThat(redactor.clientId("")).isEmpty();
    assertThat(redactor.clientId(null)).isNull();
    String[] topic = redactor.topic("a/b//a").split("/", -1);
    assertThat(topic[0]).isEqualTo(topic[3]).isNotEqualTo(topic[1]).hasSize(8);
    assertThat(topic[2]).isEmpty();
    assertThat(redactor.topic("$share/g/a/+/#"))
        .isEqualTo("$share/" + redactor.shareGroup("g") + "/" + topic[0] + "/+/#");
  }

  @Test
  void redactedPacketsHoldNoText() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PacketSink writer = DecodeJsonWriter.lines(out, "0.1.0", 256);
    DecodedPackets.play(new RedactingPacketSink(writer, new Redactor(new byte[] {1})));
    String text = out.toString(StandardCharsets.UTF_8);
    Schemas.lines(Schemas.Format.DECODE_JSONL, text);
    assertThat(text)
        .doesNotContain(
            "\"pub\"",
            "alice",
            "Hello",
            "bye",
            "gone",
            "mqtt/topic",
            "answers",
            "\"name\"",
            "auto-1")
        .contains("\"payloadLength\":11", "$share/", "\"username\":\"user-");
  }
}
