package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a build runs around its tests, with a broker and clients of other makers. */
@Timeout(300)
class CaptureAndCheckIT {
  private static final Path PROJECT = Path.of(System.getProperty("hopscope.root"));
  private static final String EXPECTED =
      """
      messages:
        - topic: ci/test
          messages: 1
          publishedQos: 2
          outcome: complete
          receivers:
            - client: sub
              perMessage: 1
              deliveredQos: DELIVERED
      capture:
        gaps: none
      """;

  @TempDir private Path folder;
  private Path root;
  private Process broker;
  private int port;

  @BeforeEach
  void start() throws Exception {
    Requires.root();
    Requires.tools("mosquitto", "mosquitto_pub", "mosquitto_sub");
    // without sources, so that the launcher does not look for newer ones
    root = Files.createDirectories(folder.resolve("installed/integrations")).getParent();
    Files.copy(PROJECT.resolve("hopscope"), root.resolve("hopscope"));
    Path script = root.resolve("integrations/capture-and-check");
    Files.copy(PROJECT.resolve("integrations/capture-and-check"), script);
    assertThat(root.resolve("hopscope").toFile().setExecutable(true)).isTrue();
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createDirectories(root.resolve("cli/target"));
    Files.createSymbolicLink(
        root.resolve("cli/target/hopscope"), PROJECT.resolve("cli/target/hopscope"));
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = folder.resolve("mosquitto.conf");
    Files.writeString(configuration, "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
    broker =
        new ProcessBuilder("/usr/sbin/mosquitto", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    awaitPort();
  }

  private void awaitPort() throws InterruptedException {
    for (int i = 0; i < 500 && broker.isAlive(); i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(probe.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        Thread.sleep(20); // not yet
      }
    }
    assertThat(broker.isAlive()).as("mosquitto runs").isTrue();
  }

  @AfterEach
  void stop() throws Exception {
    if (broker != null) {
      broker.destroy();
      assertThat(broker.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    if (root != null) {
      // what is behind it is not the test's to delete
      Files.deleteIfExists(root.resolve("cli/target/hopscope"));
    }
  }

  private String read(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private int run(String delivered, String after) throws Exception {
    Path expected = folder.resolve("mqtt.yaml");
    Files.writeString(expected, EXPECTED.replace("DELIVERED", delivered));
    String talk =
        String.join(
            "\n",
            "mosquitto_sub -p " + port + " -i sub -t 'ci/#' -q 1 -C 1 &",
            "sleep 1",
            "mosquitto_pub -p " + port + " -i pub -t ci/test -q 2 -m hello",
            "wait",
            after);
    List<String> command = new ArrayList<>();
    command.add(root.resolve("integrations/capture-and-check").toString());
    command.addAll(List.of("--expect", expected.toString(), "--filter", "tcp port " + port));
    command.addAll(List.of("--out", folder.resolve("out").toString(), "--annotations"));
    command.addAll(List.of("--", "sh", "-c", talk));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("GITHUB_STEP_SUMMARY", folder.resolve("step").toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatHoldsPassesAndLeavesItsFiles() throws Exception {
    assertThat(run("1", "true")).as("%s%s", read("stdout"), read("stderr")).isZero();
    assertThat(read("stdout")).contains("hello", "pass ").doesNotContain("FAIL", "::error");
    assertThat(folder.resolve("out/capture.pcapng")).isNotEmptyFile();
    assertThat(read("out/report.html")).contains("<title>");
    assertThat(read("out/junit.xml")).contains("failures=\"0\"");
    assertThat(read("step")).isEqualTo(read("out/summary.md")).contains("ci/test");
  }

  @Test
  void whatDoesNotHoldFailsTheBuildWithItsReason() throws Exception {
    assertThat(run("2", "true")).isEqualTo(1);
    assertThat(read("stdout")).contains("FAIL", "delivered at QoS 1, expected 2", "::error");
    assertThat(read("out/junit.xml")).contains("<failure");
  }

  @Test
  void aCommandThatFailsIsTheFailure() throws Exception {
    assertThat(run("1", "exit 42")).isEqualTo(42);
    assertThat(read("out/junit.xml")).contains("failures=\"0\"");
  }

  @Test
  void aCommandThatFailsIsTheFailureWhateverTheCheckSays() throws Exception {
    assertThat(run("2", "exit 42")).isEqualTo(42);
    assertThat(read("out/junit.xml")).contains("<failure");
  }
}
