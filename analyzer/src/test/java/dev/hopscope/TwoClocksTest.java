package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Inputs;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The publisher's side and the subscriber's were captured at two places; the second place's clock
 * is 5 ms behind. The delivery was 1 ms after its publish.
 */
final class TwoClocksTest {
  private static final long MS = 1_000_000;
  private static final MqttVersion V = MqttVersion.V3_1_1;
  private static final String BROKER = "10.0.0.9:1883";

  @TempDir Path folder;
  private String first;
  private String second;
  private ReportModel.Delivery delivery;
  private ReportModel.Summary summary;

  @BeforeEach
  void capture() throws IOException {
    CaptureBuilder publisher = new CaptureBuilder();
    Conversation pub = publisher.open("10.0.0.1:40000", BROKER).acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    publisher.at(CaptureBuilder.START_NANOS + 100 * MS);
    pub.client(MqttBytes.publish(V, "a", "hi"));
    pub.closeByClient();
    CaptureBuilder subscriber = new CaptureBuilder().at(CaptureBuilder.START_NANOS + 20 * MS);
    Conversation sub = subscriber.open("10.0.0.2:40000", BROKER).acks(false);
    sub.client(MqttBytes.connect(V, "sub", true, 60)).server(MqttBytes.connack(V, false, 0));
    sub.client(MqttBytes.subscribe(V, 1, 0, "a")).server(MqttBytes.suback(V, 1, 0));
    subscriber.at(CaptureBuilder.START_NANOS + 96 * MS);
    sub.server(MqttBytes.publish(V, "a", "hi"));
    subscriber.advance(100 * MS);
    sub.closeByClient();
    first = publisher.writeTo(folder.resolve("publisher.pcap")).toString();
    second = subscriber.writeTo(folder.resolve("subscriber.pcap")).toString();
  }

  private Inputs inputs(Map<String, Long> offsets) {
    return Inputs.of(List.of(Path.of(first), Path.of(second))).withClockOffsets(offsets);
  }

  private void analyze(Map<String, Long> offsets) {
    ReportSink sink =
        new ReportSink() {
          @Override
          public void trace(ReportModel.Trace trace) {
            assertThat(trace.deliveries()).hasSize(1);
            delivery = trace.deliveries().get(0);
          }

          @Override
          public void summary(ReportModel.Summary totals) {
            summary = totals;
          }
        };
    RunResult result =
        Analyzer.analyze(AnalyzerOptions.DEFAULT, sink).run(inputs(offsets), Progress.NONE);
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void clocksThatNobodyRelatedAreMarkedAndCountInNoPercentile() {
    // naming the first says nothing of the second
    for (Map<String, Long> offsets : List.<Map<String, Long>>of(Map.of(), Map.of(first, 0L))) {
      analyze(offsets);
      assertThat(delivery.latencyNanos()).isEqualTo(-4 * MS);
      assertThat(delivery.hopLatencyNanos()).isEqualTo(-4 * MS);
      assertThat(delivery.crossClock()).isTrue();
      assertThat(summary.crossClock()).isEqualTo(1);
      assertThat(summary.latencyNanos().endToEnd()).isEmpty();
    }
    // also where the difference looks like a latency
    analyze(Map.of(first, -10 * MS));
    assertThat(delivery.latencyNanos()).isEqualTo(6 * MS);
    assertThat(delivery.crossClock()).isTrue();
    assertThat(summary.latencyNanos().endToEnd()).isEmpty();
  }

  @Test
  void anOffsetRelatesAnInputToTheFirst() {
    analyze(Map.of(second, 5 * MS));
    assertThat(delivery.latencyNanos()).isEqualTo(MS);
    assertThat(delivery.crossClock()).isFalse();
    assertThat(summary.crossClock()).isZero();
    assertThat(summary.latencyNanos().endToEnd().get("0").count()).isEqualTo(1);
    assertThat(summary.latencyNanos().endToEnd().get("0").max()).isEqualTo(MS);
  }

  @Test
  void anOffsetOfNothingRelatesToo() {
    analyze(Map.of(second, 0L));
    assertThat(delivery.latencyNanos()).isEqualTo(-4 * MS);
    assertThat(delivery.crossClock()).isFalse();
    assertThat(summary.latencyNanos().endToEnd()).isEmpty();
  }

  @Test
  void theTextMarksItAndSaysWhatTheMarkMeans() {
    assertThat(text(Map.of()))
        .contains("latency -4,000 us (by two clocks)")
        .contains("two clocks    1 delivery seen by another clock than the publish:")
        .contains("--clock-offset");
    assertThat(text(Map.of(second, 5 * MS)))
        .contains("latency 1,000 us,")
        .doesNotContain("two clocks");
  }

  private String text(Map<String, Long> offsets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TextReportWriter writer =
        new TextReportWriter(out, new Terminal(100, false, true), new TextOptions(false, 0, false));
    Analyzer.analyze(AnalyzerOptions.DEFAULT, writer).run(inputs(offsets), Progress.NONE);
    return out.toString(StandardCharsets.UTF_8);
  }
}
