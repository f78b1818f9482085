package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** mqtt.js over WebSocket: a client of other makers, in another language, as browsers use it. */
@Timeout(300)
class MqttJsTest {
  /** The folder that {@code npm install --prefix FOLDER mqtt} made. */
  private static final String INSTALLED = System.getenv("HOPSCOPE_MQTT_JS");

  private static final Recorder RECORDER = new Recorder();

  @TempDir private static Path folder;
  private static Path script;
  private static ReferenceBroker broker;

  @BeforeAll
  static void start() throws Exception {
    Tools.need("node", "mosquitto_passwd");
    if (INSTALLED == null) {
      System.out.println(
          "skipped: mqtt.js is not installed, or HOPSCOPE_MQTT_JS does not say where");
    }
    assumeTrue(INSTALLED != null);
    // node looks for modules beside a script and above
    script = Files.createTempFile(Path.of(INSTALLED), "roundtrip", ".cjs");
    try (var source = MqttJsTest.class.getResourceAsStream("roundtrip.cjs")) {
      Files.write(script, source.readAllBytes());
    }
    Path users = Files.createFile(folder.resolve("users"));
    assertThat(Tools.run("mosquitto_passwd", "-b", users.toString(), "joe", "secret").exit())
        .isZero();
    broker =
        ReferenceBroker.builder().port(0).webSocketPort(0).users(users).listener(RECORDER).start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (script != null) {
      Files.delete(script);
    }
    if (broker != null) {
      broker.close();
    }
  }

  private static Tools.Outcome roundTrip(int level, int qos, String password) throws Exception {
    String url = "ws://127.0.0.1:" + broker.webSocketPort() + ReferenceBroker.WEBSOCKET_PATH;
    return Tools.run("node", script.toString(), url, "" + level, "" + qos, "joe", password);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1", "3, 2", "4, 0", "4, 1", "4, 2", "5, 0", "5, 1", "5, 2"})
  void publishedAndReceived(int level, int qos) throws Exception {
    assertThat(roundTrip(level, qos, "secret"))
        .isEqualTo(new Tools.Outcome(0, "granted 2\njs/topic QoS " + qos + " hello\n"));
    String publish = "PUBLISH" + (qos == 0 ? "" : " 1") + " q" + qos;
    RECORDER.await("js-sub-" + level + "-" + qos, "< " + publish);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void aWrongPassword(int level) throws Exception {
    Tools.Outcome outcome = roundTrip(level, 0, "wrong");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output())
        .containsPattern("(?i)refused: connection refused: (bad user ?name|not authorized)");
  }
}
