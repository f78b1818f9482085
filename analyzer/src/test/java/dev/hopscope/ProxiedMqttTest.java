package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.table.ConnectionsReport;
import dev.hopscope.report.table.TableOutput;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.ProxyBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MQTT behind a PROXY header: the same packets, and who really connected. */
class ProxiedMqttTest {
  private static final byte[] DIALOGUE =
      MqttBytes.concat(
          MqttBytes.connect(MqttVersion.V3_1_1, "behind", true, 60),
          MqttBytes.publish(MqttVersion.V3_1_1, "a/b", "hello", 1, 7));
  private static final byte[] ANSWER =
      MqttBytes.concat(MqttBytes.connack(MqttVersion.V3_1_1, false, 0), MqttBytes.puback(7));

  @TempDir Path folder;

  static List<byte[]> headers() {
    return List.of(
        ProxyBytes.line("TCP4 192.0.2.1 192.0.2.2 40000 1883"),
        ProxyBytes.line("UNKNOWN"),
        ProxyBytes.block(0x21, 0x11, ProxyBytes.ipv4(), 30),
        ProxyBytes.block(0x20, 0x00, new byte[0], 0));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void everyCutGivesTheSamePackets(byte[] header) {
    byte[] all = MqttBytes.concat(header, DIALOGUE);
    for (int cut = 1; cut < all.length; cut++) {
      CaptureBuilder capture = new CaptureBuilder();
      capture
          .open("10.0.0.1:40000", "10.0.0.2:9000")
          .client(Arrays.copyOf(all, cut), Arrays.copyOfRange(all, cut, all.length))
          .server(ANSWER)
          .closeByClient();
      Heard heard = Heard.of(capture.timedFrames());
      expectDialogue(heard);
      assertThat(heard.flows).singleElement().extracting("outcome").hasToString("COMPLETE");
      assertThat(heard.gaps).isEmpty();
      assertThat(heard.resyncs).isEmpty();
      assertThat(heard.findings).isEmpty();
      assertThat(heard.packets.get(0).position()).isEqualTo(header.length);
    }
  }

  private static void expectDialogue(Heard heard) {
    assertThat(heard.packets.stream().map(packet -> packet.type().name()))
        .containsExactlyInAnyOrder("CONNECT", "PUBLISH", "CONNACK", "PUBACK");
    assertThat(heard.connections.get(0).transport()).isEqualTo("proxied");
    assertThat(heard.connections.get(0).client().port()).isEqualTo(40000);
  }

  @ParameterizedTest
  @MethodSource("headers")
  void withAGapInTheHeaderNothingIsInvented(byte[] header) {
    byte[] all = MqttBytes.concat(header, DIALOGUE);
    int signature = header[0] == 'P' ? 6 : 12;
    for (int from = signature; from < header.length; from++) {
      for (int to = from + 1; to <= header.length; to++) {
        CaptureBuilder capture = new CaptureBuilder();
        Conversation conversation =
            capture
                .open("10.0.0.1:40000", "10.0.0.2:1883")
                .client(Arrays.copyOf(all, from))
                .clientUnseen(to - from);
        if (to < header.length) {
          conversation.client(Arrays.copyOfRange(all, to, header.length));
        }
        conversation.client(DIALOGUE).server(ANSWER).closeByClient();
        Heard heard = Heard.of(capture.timedFrames());
        expectDialogue(heard);
        if (header[0] != 'P' && from < 16) {
          continue; // where a block ends stands in its bytes 14 and 15
        }
        assertThat(heard.gaps.stream().filter(gap -> gap.length() > 0))
            .singleElement()
            .extracting("position", "length")
            .containsExactly((long) from, (long) (to - from));
      }
    }
  }

  @Test
  void aFirstPacketThatIsNoConnectIsStillAFault() {
    CaptureBuilder capture = new CaptureBuilder();
    capture
        .open("10.0.0.1:40000", "10.0.0.2:1883")
        .client(
            MqttBytes.concat(
                ProxyBytes.line("UNKNOWN"),
                MqttBytes.subscribe(MqttVersion.V3_1_1, 1, 1, "some/filter/that/is/long"),
                MqttBytes.pingreq()));
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.findings).singleElement().asString().contains("not CONNECT");
  }

  @Test
  void theReportNamesTheOriginalEnds() throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    capture
        .open("10.0.0.1:40000", "10.0.0.2:1883")
        .client(ProxyBytes.line("TCP6 2001:db8::1 2001:db8::2 4444 8883"), DIALOGUE)
        .server(ANSWER)
        .closeByClient();
    JsonNode connection = connection(report(capture));
    assertThat(connection.path("transport").asText()).isEqualTo("proxied");
    assertThat(connection.path("client").asText()).isEqualTo("10.0.0.1:40000");
    assertThat(connection.path("proxiedClient").asText()).isEqualTo("[2001:db8::1]:4444");
    assertThat(connection.path("proxiedServer").asText()).isEqualTo("[2001:db8::2]:8883");
    assertThat(connection.path("packets").asInt()).isEqualTo(4);
    assertThat(table(capture)).contains("behind for [2001:db8::1]:4444", "3.1.1");
  }

  @Test
  void whatElseFollowsIsNamedToo() throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    capture
        .open("10.0.0.1:40000", "10.0.0.2:8883")
        .client(
            ProxyBytes.block(0x21, 0x11, ProxyBytes.ipv4(), 0),
            new byte[] {0x16, 3, 1, 0, (byte) 0x80, 1, 0, 0, 0, 3, 3})
        .closeByClient();
    JsonNode connection = connection(report(capture));
    assertThat(connection.path("transport").asText()).isEqualTo("tls");
    assertThat(connection.path("proxiedClient").asText()).isEqualTo("192.0.2.1:40000");
  }

  @Test
  void aWrongHeaderIsAFindingAndNoMqtt() throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    capture
        .open("10.0.0.1:40000", "10.0.0.2:1883")
        .client(ProxyBytes.line("TCP4 192.0.2.999 192.0.2.2 1 2"), DIALOGUE)
        .server(ANSWER)
        .closeByClient();
    List<JsonNode> lines = report(capture);
    JsonNode finding =
        lines.stream()
            .filter(line -> line.path("kind").asText().equals("finding"))
            .findFirst()
            .get();
    assertThat(finding.path("rule").asText()).isEqualTo("proxy-header-malformed");
    assertThat(finding.path("frame").asInt()).isEqualTo(4);
    assertThat(connection(lines).path("packets").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "PROXY UNKNOWN\r\n"})
  void nothingKnownBehindItIsNothingToTell(String rest) throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    capture
        .open("10.0.0.1:40000", "10.0.0.2:1883")
        .client(
            MqttBytes.concat(ProxyBytes.line("UNKNOWN"), rest.getBytes(StandardCharsets.US_ASCII)))
        .closeByClient();
    assertThat(report(capture)).noneMatch(line -> line.path("kind").asText().equals("connection"));
  }

  private static JsonNode connection(List<JsonNode> lines) {
    return lines.stream()
        .filter(line -> line.path("kind").asText().equals("connection"))
        .reduce((first, last) -> last)
        .orElseThrow();
  }

  private List<JsonNode> report(CaptureBuilder capture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path file = capture.writeTo(folder.resolve("capture.pcapng"));
    Analyzer.analyze(AnalyzerOptions.DEFAULT, new JsonlReportWriter(out, "test"))
        .run(List.of(file), Progress.NONE);
    return JsonlChecks.check(out.toString(StandardCharsets.UTF_8));
  }

  private String table(CaptureBuilder capture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path file = capture.writeTo(folder.resolve("capture.pcapng"));
    TableOutput text = TableOutput.text(out, new Terminal(200, false, true));
    Analyzer.analyze(AnalyzerOptions.DEFAULT, new ConnectionsReport(text))
        .run(List.of(file), Progress.NONE);
    return out.toString(StandardCharsets.UTF_8);
  }
}
