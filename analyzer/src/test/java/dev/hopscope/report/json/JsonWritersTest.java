package dev.hopscope.report.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Scenarios;
import dev.hopscope.testkit.Golden;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonWritersTest {
  static List<String> scenarios() {
    return List.copyOf(Scenarios.all().keySet());
  }

  static String jsonl(FakeReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.play(new JsonlReportWriter(out, "0.1.0"));
    return out.toString(StandardCharsets.UTF_8);
  }

  static String json(FakeReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.play(new JsonReportWriter(out));
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void bothFormatsKeepToTheirSchemas(String scenario) {
    FakeReport report = Scenarios.all().get(scenario);
    List<JsonNode> lines = Schemas.lines(Schemas.Format.ANALYZE_JSONL, jsonl(report));
    assertThat(lines.get(lines.size() - 1).path("kind").asText()).isEqualTo("summary");
    Schemas.document(Schemas.Format.ANALYZE, json(report));
  }

  @Test
  void writesNamesInTheContractsOrder() {
    Golden.compare(jsonl(Scenarios.experiment(2, 0)), "report/qos2-to-qos0.jsonl");
    Golden.compare(json(Scenarios.experiment(2, 0)), "report/qos2-to-qos0.json");
  }

  @Test
  void saysPartialOnlyWhereItIs() {
    List<JsonNode> captures = new ArrayList<>();
    for (JsonNode line :
        Schemas.lines(Schemas.Format.ANALYZE_JSONL, jsonl(Scenarios.experiment(0, 0)))) {
      if (line.path("kind").asText().equals("capture")) {
        captures.add(line);
      }
    }
    assertThat(captures).hasSize(2);
    assertThat(captures.get(0).path("partial").asBoolean()).isTrue();
    assertThat(captures.get(1).has("partial")).isFalse();
  }

  @Test
  void theLastElementOfAnIdStands() {
    JsonNode document = Schemas.document(Schemas.Format.ANALYZE, json(Scenarios.experiment(0, 0)));
    assertThat(document.path("captures")).hasSize(1);
    assertThat(document.path("captures").get(0).path("frames").asInt()).isEqualTo(61);
    assertThat(document.path("connections")).hasSize(3);
    assertThat(document.path("connections").get(0).path("end").asText()).isEqualTo("disconnect");
  }

  @Test
  void aLateDeliveryJoinsItsTrace() {
    FakeReport report = Scenarios.experiment(1, 0);
    ReportModel.Flow late = report.flow("delivery", "sub3", 0, null, 900_000);
    report.late(1, report.delivery(null, late));
    JsonNode trace = Schemas.document(Schemas.Format.ANALYZE, json(report)).path("traces").get(0);
    assertThat(trace.path("deliveries")).hasSize(3);
    assertThat(trace.path("deliveries").get(2).path("clientId").asText()).isEqualTo("sub3");

    List<JsonNode> lines = Schemas.lines(Schemas.Format.ANALYZE_JSONL, jsonl(report));
    JsonNode line =
        lines.stream()
            .filter(one -> one.path("kind").asText().equals("delivery"))
            .findFirst()
            .get();
    assertThat(line.path("trace").asInt()).isEqualTo(1);
    assertThat(line.path("flow").asInt()).isEqualTo(late.id());
  }

  @Test
  void escapesWhatATerminalWouldActOn() {
    String topic = "a\u001b[2J\u0085\u2028\u202e\u007f\ud800é工";
    FakeReport report = new FakeReport().message(topic, "x");
    report.trace(report.flow("publish", "pub", 0, null, 1));
    for (String text : List.of(jsonl(report), json(report))) {
      assertThat(text)
          .contains("a\\u001B[2J\\u0085\\u2028\\u202e\\u007F\\ud800é工")
          .matches(all -> all.chars().noneMatch(c -> c < 0x20 && c != '\n' || c == 0x7f));
    }
  }

  @Test
  void theSchemaRefusesWhatTheContractDoesNotName() {
    String line = jsonl(Scenarios.experiment(0, 0)).lines().toList().get(1);
    assertThatThrownBy(
            () ->
                Schemas.document(
                    Schemas.Format.ANALYZE_JSONL, line.replace("\"frames\"", "\"frame\"")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                Schemas.document(
                    Schemas.Format.ANALYZE_JSONL, line.replace("\"capture\"", "\"captures\"")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void aFailedWriteIsTold() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    FakeReport report = Scenarios.experiment(0, 0);
    assertThatThrownBy(() -> report.play(new JsonlReportWriter(full, "0.1.0")))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(() -> report.play(new JsonReportWriter(full)))
        .isInstanceOf(UncheckedIOException.class);
  }
}
