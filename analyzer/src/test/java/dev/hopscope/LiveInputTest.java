package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.Inputs;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an analysis decides while its input stays open and gives nothing, on a clock of the test.
 */
@Timeout(60)
final class LiveInputTest {
  private static final MqttVersion V = MqttVersion.V3_1_1;
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(CaptureBuilder.START_NANOS);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final CaptureBuilder capture = new CaptureBuilder();
  private final PipedOutputStream pipe = new PipedOutputStream();
  private CompletableFuture<RunResult> result;
  private Analyzer analyzer;
  private int written;

  private void start() throws IOException {
    Inputs inputs =
        Inputs.of(List.of(Path.of("-")))
            .withStandardInput(new PipedInputStream(pipe, 1 << 16), true)
            .withTicker(now::get);
    JsonlReportWriter writer = new JsonlReportWriter(out, "test");
    analyzer = Analyzer.analyze(AnalyzerOptions.DEFAULT, writer);
    result = CompletableFuture.supplyAsync(() -> analyzer.run(inputs, Progress.NONE));
  }

  /** Sends what the capture has grown by. */
  private void send() throws IOException {
    byte[] file = capture.pcap();
    pipe.write(file, written, file.length - written);
    pipe.flush();
    written = file.length;
  }

  private String report() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void await(String text) throws InterruptedException {
    while (!report().contains(text)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /** Waits until the run has looked around a few times. */
  private void settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(300);
  }

  private void end() throws Exception {
    pipe.close();
    assertThat(result.get().problems()).isEmpty();
    Schemas.lines(Schemas.Format.ANALYZE_JSONL, report());
  }

  @Test
  void aTraceIsToldWhenItIsDoneWithoutTimePassing() throws Exception {
    start();
    Conversation sub = capture.open("10.0.0.2:40000", "10.0.0.9:1883").acks(false);
    sub.client(MqttBytes.connect(V, "sub", true, 60)).server(MqttBytes.connack(V, false, 0));
    sub.client(MqttBytes.subscribe(V, 1, 0, "a")).server(MqttBytes.suback(V, 1, 0));
    Conversation pub = capture.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    pub.client(MqttBytes.publish(V, "a", "one"));
    send();
    settle();
    assertThat(report()).doesNotContain("\"kind\":\"trace\"");
    sub.server(MqttBytes.publish(V, "a", "one"));
    send();
    await("\"kind\":\"trace\"");
    assertThat(report()).doesNotContain("\"kind\":\"summary\"");
    end();
  }

  @Test
  void whatWaitsForADeliveryIsDecidedByRealTime() throws Exception {
    start();
    Conversation sub = capture.open("10.0.0.2:40000", "10.0.0.9:1883").acks(false);
    sub.client(MqttBytes.connect(V, "sub", true, 60)).server(MqttBytes.connack(V, false, 0));
    sub.client(MqttBytes.subscribe(V, 1, 0, "a")).server(MqttBytes.suback(V, 1, 0));
    Conversation pub = capture.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    pub.client(MqttBytes.publish(V, "a", "lost"));
    send();
    settle();
    now.addAndGet(30 * SECOND);
    settle();
    assertThat(report()).doesNotContain("\"kind\":\"trace\"");
    now.addAndGet(SECOND);
    await("\"kind\":\"trace\"");
    assertThat(report()).contains("\"closedBy\":\"deadline\"");
    end();
  }

  @Test
  void aHoleIsDeclaredWhenItsGraceIsOverAndNotBefore() throws Exception {
    start();
    Conversation pub = capture.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    pub.clientUnseen(20).serverAck();
    send();
    settle();
    now.addAndGet(SECOND / 4);
    settle();
    assertThat(report()).doesNotContain("\"kind\":\"gap\"");
    now.addAndGet(SECOND / 2);
    await("\"kind\":\"gap\"");
    assertThat(report()).contains("\"cause\":\"acked-unseen\"");
    end();
  }

  @Test
  void aRecordingThatStallsIsWaitedForHoweverLong() throws Exception {
    now.addAndGet(7_200 * SECOND);
    start();
    Conversation pub = capture.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    byte[] message = MqttBytes.publish(V, "a", "slow");
    long position = pub.clientPosition();
    pub.clientUnseen(message.length).serverAck();
    send();
    settle();
    now.addAndGet(100 * SECOND);
    settle();
    assertThat(report()).doesNotContain("\"kind\":\"gap\"");
    pub.segment(true, position, TcpSegment.PSH | TcpSegment.ACK, message);
    send();
    end();
    assertThat(report()).contains("\"slow\"").doesNotContain("\"kind\":\"gap\"");
  }

  @Test
  void stoppedWhileNothingComesItGivesAWholeReport() throws Exception {
    start();
    Conversation pub = capture.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    pub.client(MqttBytes.connect(V, "pub", true, 60)).server(MqttBytes.connack(V, false, 0));
    send();
    settle();
    analyzer.stop();
    assertThat(result.get().problems()).isEmpty();
    Schemas.lines(Schemas.Format.ANALYZE_JSONL, report());
    assertThat(report()).contains("\"kind\":\"summary\"").contains("\"linkTypes\":[\"ETHERNET\"]");
    pipe.close();
  }

  @Test
  void stoppedBeforeAnythingCameItGivesAWholeReportToo() throws Exception {
    start();
    settle();
    analyzer.stop();
    assertThat(result.get().problems()).isEmpty();
    Schemas.lines(Schemas.Format.ANALYZE_JSONL, report());
    assertThat(report()).contains("\"file\":\"-\",\"format\":null");
    pipe.close();
  }
}
