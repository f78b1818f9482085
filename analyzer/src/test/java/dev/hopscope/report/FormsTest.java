package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.csv.CsvReportWriter;
import dev.hopscope.report.markdown.MarkdownReportWriter;
import dev.hopscope.report.markdown.MarkdownText;
import dev.hopscope.report.mermaid.MermaidDiagram;
import dev.hopscope.report.mermaid.MermaidReportWriter;
import dev.hopscope.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Markdown, Mermaid and CSV: what they say, their limits, and that nothing in them acts. */
final class FormsTest {
  static final String HOSTILE_TOPIC = "a/<script>alert(1)</script>;end\u0007\u202e|`\"%%\n=1";
  private static final String HOSTILE_PAYLOAD = "=cmd()\u001b[2J,\"x\"\r\n<img src=x>";

  private static String analyze(String sample, Function<OutputStream, ReportSink> writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path file = Samples.capture(sample);
    Analyzer.analyze(AnalyzerOptions.DEFAULT, writer.apply(out)).run(List.of(file), Progress.NONE);
    return out.toString(StandardCharsets.UTF_8);
  }

  static FakeReport hostile(int messages) {
    FakeReport report = new FakeReport().message(HOSTILE_TOPIC, HOSTILE_PAYLOAD);
    for (int i = 0; i < messages; i++) {
      ReportModel.Flow publish = report.flow("publish", "end", 2, 7, 10, 20, 30, 40);
      ReportModel.Flow delivery = report.flow("delivery", "-sub;\n</script>", 1, 8, 50, 60);
      report.trace(publish, report.delivery(publish, delivery));
    }
    return report;
  }

  private static String write(FakeReport report, Function<OutputStream, ReportSink> writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportSink sink = writer.apply(out);
    sink.begin(Limits.defaults());
    report.play(sink);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void mermaidHasEveryStep() {
    assertThat(analyze("qos2-to-qos0", MermaidReportWriter::new))
        .isEqualTo(
            """
            sequenceDiagram
              participant p1 as pub
              participant p2 as broker
              participant p3 as sub1
              participant p4 as sub2
              Note over p1,p2: Trace 1 mqtt/topic/test, published at QoS 2
              p1->>p2: PUBLISH QoS 2 id 1 (+0 us, frame 28)
              p2-->>p1: PUBREC id 1 (+66 us, frame 29)
              p1-->>p2: PUBREL id 1 (+102 us, frame 30)
              p2->>p3: PUBLISH QoS 0 (+167 us, frame 31)
              p2->>p4: PUBLISH QoS 0 (+180 us, frame 33)
              p2-->>p1: PUBCOMP id 1 (+247 us, frame 35)
              Note right of p3: downgraded 2 to 0
              Note right of p4: downgraded 2 to 0
            """);
  }

  @Test
  void mermaidStaysUnderItsLimit() {
    String diagram = write(hostile(1_000), MermaidReportWriter::new);
    assertThat(diagram.length())
        .isBetween(MermaidDiagram.MOST_CHARACTERS - 1_000, MermaidDiagram.MOST_CHARACTERS);
    assertThat(diagram).contains("cut here, the rest is left out, and ");
  }

  @Test
  void mermaidTextsMeanNothingToIt() {
    String diagram = write(hostile(1), MermaidReportWriter::new);
    assertThat(diagram)
        .doesNotContain("<script", "\u0007", "\u202e", "\u001b", "%%", "`")
        .contains("participant p1 as #101;nd\n", "alert(1)#60;/script#62;#59;#101;nd");
    assertThat(diagram.lines().skip(1))
        .allSatisfy(
            line ->
                assertThat(line)
                    .matches("  (participant p\\d+ as|Note (over|right of)|p\\d+--?>>p\\d+:) ?.*"));
  }

  @Test
  void markdownHasTotalsAndDiagrams() {
    String text = analyze("qos2-to-qos0", out -> new MarkdownReportWriter(out, 0));
    assertThat(text)
        .contains("| messages | 1 |", "| downgraded | 2 |", "### Trace 1: mqtt/topic/test")
        .contains("```mermaid\nsequenceDiagram\n", "| end to end | 0 | 2 |");
  }

  @Test
  void markdownTextsMeanNothingToIt() {
    String text = write(hostile(1), out -> new MarkdownReportWriter(out, 0));
    assertThat(text).doesNotContain("<script", "<img", "\u0007", "\u202e", "\u001b", "``` ");
    assertThat(text.lines().filter(line -> line.startsWith("### "))).hasSize(1);
  }

  @Test
  void aHundredThousandMessagesStayWithinGitHubsLimits() {
    StringBuilder long1 = new StringBuilder("t");
    long1.append("/level".repeat(500));
    FakeReport report = new FakeReport().message(long1.toString(), "x");
    ReportModel.Flow publish = report.flow("publish", "pub", 0, null, 10);
    ReportModel.Flow delivery = report.flow("delivery", "sub", 0, null, 20);
    ReportModel.Trace trace = report.trace(publish, report.delivery(publish, delivery));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MarkdownReportWriter writer = new MarkdownReportWriter(out, 0);
    writer.begin(Limits.defaults());
    for (int i = 0; i < 100_000; i++) {
      writer.flow(publish);
      writer.flow(delivery);
      writer.trace(trace);
      writer.finding(
          new ReportModel.Finding(
              "r", List.of(), "note", true, 1, 1L, List.of(), 1, 1, 1, 1, null, "m", 1L));
    }
    report.play(writer);
    assertThat(out.size()).isLessThan(MarkdownText.MOST_BYTES);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("more traces are not shown.");
    assertThat(
            MermaidDiagram.of(
                    new TraceFlows(trace, Map.of(publish.id(), publish, delivery.id(), delivery)))
                .length())
        .isLessThan(MermaidDiagram.MOST_CHARACTERS);
  }

  @Test
  void csvHasARowForEachDelivery() {
    String csv = analyze("qos2-to-qos0", CsvReportWriter::new);
    List<String> rows = csv.lines().toList();
    assertThat(rows).hasSize(3);
    assertThat(csv)
        .startsWith("trace,time,topic,payloadLength,payload,origin,publisher,")
        .contains(",mqtt/topic/test,11,\"Hello MQTT!\",publish,pub,2,false,complete,sub1,live,");
    long commas = rows.get(0).chars().filter(c -> c == ',').count();
    assertThat(rows.get(1).chars().filter(c -> c == ',')).hasSize((int) commas);
  }

  @Test
  void csvCalculatesNothing() {
    String csv = write(hostile(1), CsvReportWriter::new);
    assertThat(csv).endsWith("\r\n");
    assertThat(csv.lines()).hasSize(2);
    assertThat(csv.lines().toList().get(1))
        .doesNotContain("\n", "\r", "\u001b", "\u0007", "\u202e")
        .contains("\"'=cmd()\\x1b[2J,\"\"x\"\"", "'-sub;");
  }
}
