package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command broker as the launcher starts it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class BrokerIT {
  private static final Path PROJECT = Path.of(System.getProperty("hopscope.root"));
  private static final Path BUILT = PROJECT.resolve("cli/target/hopscope");
  private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();
  private static final String CONNECT = "10 0f 00 06 4d 51 49 73 64 70 03 02 00 3c 00 01 63";
  private static final String PUBLISH_QOS1 = "32 06 00 01 74 00 07 78";

  @TempDir private static Path folder;
  private static Path root;

  private record Outcome(int exit, String out, String err) {}

  @BeforeAll
  static void install() throws IOException {
    // without sources, so that the launcher does not look for newer ones
    root = Files.createDirectories(folder.resolve("installed"));
    Files.copy(PROJECT.resolve("hopscope"), root.resolve("hopscope"));
    assertThat(root.resolve("hopscope").toFile().setExecutable(true)).isTrue();
    Files.createDirectories(root.resolve("cli/target"));
    Files.createSymbolicLink(root.resolve("cli/target/hopscope"), BUILT);
  }

  @AfterAll
  static void unlink() throws IOException {
    // what is behind it is not the test's to delete
    Files.delete(root.resolve("cli/target/hopscope"));
  }

  private static Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./hopscope", "broker"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOPSCOPE_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
    return builder.start();
  }

  private static Outcome end(Process process) throws Exception {
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  /** Waits for the ready line; the port in it. */
  private static int port(Process process) throws Exception {
    Pattern ready = Pattern.compile("ready: mqtt://127\\.0\\.0\\.1:(\\d+)\n");
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (process.isAlive() && System.nanoTime() < end) {
      Matcher matcher = ready.matcher(Files.readString(folder.resolve("out")));
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(1));
      }
      Thread.sleep(20);
    }
    return fail("no ready line: " + end(process));
  }

  private static void converse(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = socket.getInputStream();
      send(socket, CONNECT);
      assertThat(in.readNBytes(4)).containsExactly(0x20, 2, 0, 0);
      send(socket, PUBLISH_QOS1);
      assertThat(in.readNBytes(4)).containsExactly(0x40, 2, 0, 7);
    }
  }

  private static void send(Socket socket, String hex) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(HexFormat.ofDelimiter(" ").parseHex(hex));
    out.flush();
  }

  @Test
  void runsUntilItIsTerminated() throws Exception {
    Path events = folder.resolve("events.jsonl");
    Process process = start("--port", "0", "-v", "--events", events.toString());
    Outcome outcome;
    try {
      converse(port(process));
      process.destroy();
    } finally {
      outcome = end(process);
    }
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).matches("ready: mqtt://127\\.0\\.0\\.1:\\d+\n");
    assertThat(outcome.err().lines().map(line -> line.replaceFirst("^\\d{10}: ", "")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches(
                        "New client connected from 127\\.0\\.0\\.1:\\d+ as c \\(p1, c1, k60\\)\\."),
            line -> assertThat(line).isEqualTo("No will message specified."),
            line -> assertThat(line).isEqualTo("Sending CONNACK to c (0, 0)"),
            line ->
                assertThat(line)
                    .isEqualTo("Received PUBLISH from c (d0, q1, r0, m7, 't', ... (1 bytes))"),
            line -> assertThat(line).isEqualTo("Sending PUBACK to c (m7, rc0)"));
    List<String> types = new ArrayList<>();
    for (String line : Files.readAllLines(events)) {
      JsonNode event = new ObjectMapper().readTree(line);
      types.add(event.get("direction").asText() + " " + event.get("type").asText());
      assertThat(event.get("version").asText()).isEqualTo("3.1");
    }
    assertThat(types)
        .containsExactly(
            "client-to-server CONNECT",
            "server-to-client CONNACK",
            "client-to-server PUBLISH",
            "server-to-client PUBACK");
    assertNothingTemporary();
  }

  private static void assertNothingTemporary() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(each -> each.getFileName().toString().startsWith("hopscope-broker")))
          .isEmpty();
    }
  }

  @Test
  void aDataFolderIsUsedAgain() throws Exception {
    for (int i = 0; i < 2; i++) {
      Process process = start("--port", "0", "--data", folder.resolve("data").toString());
      Outcome outcome;
      try {
        converse(port(process));
        process.destroy();
      } finally {
        outcome = end(process);
      }
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.err()).isEmpty();
    }
  }

  @Test
  void whatCannotBe() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String place = "127.0.0.1:" + taken.getLocalPort();
      assertFails(
          6,
          place
              + ": cannot be listened on (Address already in use): give another port, or 0 for a"
              + " free one",
          "--port",
          "" + taken.getLocalPort());
    }
    assertFails(
        2,
        "0.0.0.0 can be reached from other machines: give users, or allow anonymous clients",
        "--host",
        "0.0.0.0");
    assertFails(
        2,
        "none: cannot be read (no such file): give a password file",
        "--port",
        "0",
        "--users",
        "none");
    assertFails(
        2,
        "hopscope: is no certificate: give PEM files that belong together",
        "--port",
        "0",
        "--tls-port",
        "0",
        "--certificate",
        "hopscope",
        "--key",
        "hopscope");
    assertFails(
        6,
        "none/x: cannot be written (no such folder): give another file to --events",
        "--port",
        "0",
        "--events",
        "none/x");
    assertFails(
        2,
        "--port 65536 cannot be: give 0 to 65535; try 'hopscope broker --help'",
        "--port",
        "65536");
    assertFails(
        2,
        "--tls-port needs --certificate and --key; try 'hopscope broker --help'",
        "--tls-port",
        "0");
    assertNothingTemporary();
  }

  private static void assertFails(int exit, String message, String... arguments) throws Exception {
    assertThat(end(start(arguments)))
        .isEqualTo(new Outcome(exit, "", "hopscope: " + message + "\n"));
  }

  @Test
  void eventsThatCannotBeWrittenEndIt() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Process process = start("--port", "0", "--events", full.toString());
    Outcome outcome;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(process))) {
      send(socket, CONNECT);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      outcome = end(process);
    }
    assertThat(outcome.exit()).isEqualTo(6);
    assertThat(outcome.err())
        .isEqualTo(
            "hopscope: /dev/full: cannot be written (No space left on device): give another file to"
                + " --events\n");
  }

  @Test
  void otherCommandsKnowNothingOfIt() throws Exception {
    try (JarFile jar = new JarFile(BUILT.resolve("hopscope-cli.jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path"))
          .contains("hopscope-analyzer")
          .doesNotContain("broker", "hivemq", "netty", "logback");
    }
    try (Stream<Path> files = Files.list(BUILT)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .noneMatch(each -> each.matches(".*(hivemq|netty|logback|rocksdb|hopscope-broker).*"));
    }
    assertThat(BUILT.resolve("broker")).isDirectoryContaining("glob:**/netty-transport-4*.jar");
  }
}
