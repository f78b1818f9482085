package dev.hopscope.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.Scenarios;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.testkit.Golden;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  private static final Map<String, Function<TableOutput, ReportSink>> TABLES =
      Map.of(
          "topics", TopicsReport::new,
          "clients", ClientsReport::new,
          "connections", ConnectionsReport::new);

  private static String text(String table, FakeReport report, int width) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Terminal terminal = new Terminal(width, false, true);
    report.play(TABLES.get(table).apply(TableOutput.text(out, terminal)));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode json(String table, FakeReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.play(TABLES.get(table).apply(TableOutput.json(out)));
    return Schemas.document(Schemas.Format.TABLES, out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics", "clients", "connections"})
  void printsColumnsThatFit(String table) {
    for (int width : new int[] {80, 120}) {
      String text = text(table, Scenarios.all().get("long-names"), width);
      assertThat(text.lines()).allMatch(line -> line.length() <= width);
      Golden.compare(text, "report/" + table + "-" + width + ".txt");
    }
  }

  @Test
  void countsByTopic() {
    JsonNode row = json("topics", Scenarios.experiment(2, 0)).path("topics").get(0);
    assertThat(row.path("topic").asText()).isEqualTo("mqtt/topic/test");
    assertThat(row.path("messages").asInt()).isEqualTo(1);
    assertThat(row.path("messagesPerSecond").asDouble()).isEqualTo(0.526);
    assertThat(row.path("deliveries").asInt()).isEqualTo(2);
    assertThat(row.path("downgraded").asInt()).isEqualTo(2);
    assertThat(row.path("payloadBytes").asInt()).isEqualTo(11);
    assertThat(row.path("latencyNanos").path("count").asInt()).isEqualTo(2);
    assertThat(row.path("latencyNanos").path("max").asInt()).isEqualTo(191_000);
  }

  @Test
  void aTieIsInNoPercentile() {
    JsonNode row = json("topics", Scenarios.all().get("tie")).path("topics").get(0);
    assertThat(row.path("deliveries").asInt()).isEqualTo(1);
    assertThat(row.path("latencyNanos").isNull()).isTrue();
  }

  @Test
  void countsByClient() {
    JsonNode rows = json("clients", Scenarios.experiment(2, 0)).path("clients");
    assertThat(rows).hasSize(3);
    for (JsonNode row : rows) {
      boolean pub = row.path("clientId").asText().equals("pub");
      assertThat(row.path("published").asInt()).isEqualTo(pub ? 1 : 0);
      assertThat(row.path("received").asInt()).isEqualTo(pub ? 0 : 1);
      assertThat(row.path("connections").asInt()).isEqualTo(1);
      assertThat(row.path("publishNanos").isNull()).isEqualTo(!pub);
      assertThat(row.path("latencyNanos").isNull()).isEqualTo(pub);
    }
  }

  @Test
  void listsConnections() {
    JsonNode row = json("connections", Scenarios.experiment(2, 0)).path("connections").get(0);
    assertThat(row.path("roundTripNanos").asInt()).isEqualTo(45_000);
    assertThat(row.path("packetsPerSecond").asDouble()).isEqualTo(4.211);
    assertThat(row.path("end").asText()).isEqualTo("disconnect");
  }

  @Test
  void keepsABoundedNumberOfRowsAndCountsTheRest() {
    FakeReport report = new FakeReport();
    for (int i = 0; i < Rows.MAX_ROWS + 7; i++) {
      report.message("topic/" + i, "x");
      report.trace(report.flow("publish", "client" + i, 0, null, i));
    }
    for (String table : TABLES.keySet()) {
      JsonNode document = json(table, report);
      assertThat(document.path(table)).hasSize(Rows.MAX_ROWS);
      assertThat(document.path("others").asInt()).isEqualTo(7);
    }
    assertThat(text("topics", report, 80)).endsWith("and 7 more topics\n");
  }

  @Test
  void anEmptyTableSaysSo() {
    assertThat(text("topics", new FakeReport(), 80)).isEqualTo("No topics.\n");
  }
}
