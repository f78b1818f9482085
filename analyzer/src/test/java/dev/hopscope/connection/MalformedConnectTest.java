package dev.hopscope.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.MqttBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A CONNECT that is wrong in a detail, and that the server takes all the same. */
final class MalformedConnectTest {
  @TempDir private Path folder;

  @Test
  void aConnectWithABadWillPropertyStillTellsVersionAndClient() throws IOException {
    byte[] connect =
        MqttBytes.connectOf(MqttVersion.V5_0, "lamp")
            .will("gone", "dark".getBytes(UTF_8), 0, false)
            .willProperties(MqttBytes.properties().number(PropertyId.PAYLOAD_FORMAT_INDICATOR, 144))
            .bytes();
    assertThat(connectionOf(connect))
        .contains("\"clientId\":\"lamp\"")
        .contains("\"version\":\"5.0\",\"versionBasis\":\"connect\"");
  }

  @Test
  void aConnectThatBreaksBeforeItsClientIdTellsNothing() throws IOException {
    byte[] connect = MqttBytes.hex("10 0c 0004 4d515454 05 02 003c 7f00");
    assertThat(connectionOf(connect)).contains("\"clientId\":null");
  }

  /** The last line about the only connection. */
  private String connectionOf(byte[] connect) throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    capture
        .open("10.0.0.1:40000", "10.0.0.9:1883")
        .client(connect)
        .server(MqttBytes.connack(MqttVersion.V5_0, false, 0))
        .client(MqttBytes.publish(MqttVersion.V5_0, "a", "x"))
        .closeByClient();
    Path file = capture.writeTo(folder.resolve("capture.pcapng"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Analyzer.analyze(AnalyzerOptions.DEFAULT, new JsonlReportWriter(out, "test"))
        .run(List.of(file), Progress.NONE);
    return out.toString(UTF_8)
        .lines()
        .filter(
            line -> line.startsWith("{\"kind\":\"connection\"") && !line.contains("\"partial\""))
        .reduce((first, second) -> second)
        .orElseThrow();
  }
}
