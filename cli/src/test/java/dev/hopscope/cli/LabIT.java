package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.lab.experiment.BuiltIns;
import dev.hopscope.testkit.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lab as the launcher starts it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(600)
class LabIT {
  private static final Path PROJECT = Path.of(System.getProperty("hopscope.root"));
  private static final Path BUILT = PROJECT.resolve("cli/target/hopscope");
  private static final Duration ARTICLE = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path root;

  private record Outcome(int exit, String out, String err, Duration time) {
    /** The rows of the table. */
    List<String> table() {
      List<String> lines = out.lines().toList();
      int from = 0;
      while (!lines.get(from).startsWith("experiment ")) {
        from++;
      }
      return lines.subList(from + 1, lines.size());
    }
  }

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

  private static Outcome run(List<String> before, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(before);
    command.addAll(List.of(root.resolve("hopscope").toString(), "lab"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      assertThat(process.waitFor(400, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err), time);
  }

  private static Outcome lab(String... arguments) throws Exception {
    return run(List.of(), arguments);
  }

  private static int cases(Stream<String> names) {
    return names.map(BuiltIns::read).mapToInt(List::size).sum();
  }

  @Test
  void listsEveryExperiment() throws Exception {
    Outcome outcome = lab("list");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().filter(line -> !line.startsWith(" ") && !line.isEmpty()))
        .hasSize(BuiltIns.names().size())
        .allMatch(line -> BuiltIns.names().contains(line.substring(0, line.indexOf(' '))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"libpcap", "proxy"})
  void theArticleWithinTwentySeconds(String capture) throws Exception {
    if (capture.equals("libpcap")) {
      Requires.root();
    }
    Outcome outcome = lab("run", "article", "--capture", capture);
    for (int i = 1; i < ATTEMPTS && outcome.time().compareTo(ARTICLE) > 0; i++) {
      // others may be at work on this machine
      outcome = lab("run", "article", "--capture", capture);
    }
    System.out.println("lab run article --capture " + capture + ": " + outcome.time());
    assertThat(outcome.exit()).as("%s", outcome).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().lines().filter(line -> line.startsWith("== article: "))).hasSize(5);
    assertThat(outcome.out())
        .contains("Published at QoS 2, delivered at QoS 0 to 2 subscribers: downgraded 2 → 0.")
        .contains("Published at QoS 0, delivered at QoS 0 to 2 subscribers.");
    assertThat(outcome.table()).hasSize(6).last().isEqualTo("5 passed, 0 failed, 0 skipped");
    assertThat(outcome.table().get(3))
        .matches("article: publish 2, subscribe 0  pass    2 x 2→0    19       \\d+\\.\\d s");
    assertThat(outcome.time()).isLessThan(ARTICLE);
  }

  @Test
  void everyExperimentPassesAndLeavesItsFiles() throws Exception {
    Path out = folder.resolve("results");
    Outcome outcome = lab("run", "--all", "--out", out.toString());
    int all = cases(BuiltIns.names().stream());
    assertThat(outcome.exit()).as("%s", outcome.table()).isZero();
    assertThat(outcome.table()).last().isEqualTo(all + " passed, 0 failed, 0 skipped");
    try (Stream<Path> folders = Files.list(out)) {
      assertThat(folders)
          .hasSize(all)
          .allSatisfy(
              each -> {
                assertThat(each.resolve("capture.pcapng")).isNotEmptyFile();
                assertThat(each.resolve("report.jsonl")).isNotEmptyFile();
                assertThat(each.resolve("ladder.txt")).isNotEmptyFile();
              });
    }
    assertThat(out.resolve("article-publish-1-subscribe-1/events.jsonl"))
        .content()
        .contains("\"type\":\"PUBACK\"");
    assertThat(out.resolve("bridge/events-first.jsonl")).isNotEmptyFile();
    assertThat(out.resolve("bridge/events-second.jsonl")).isNotEmptyFile();
    assertThat(row(outcome, "qos1-redelivery: 3.1 ")).contains("17, 1 removed");
  }

  /** A message as both reports tell it, without ids, frames and times. */
  private static String told(JsonNode trace) {
    List<String> deliveries = new ArrayList<>();
    for (JsonNode each : trace.get("deliveries")) {
      deliveries.add(
          Stream.of("clientId", "via", "grantedQos", "deliveredQos", "downgraded", "link")
              .map(field -> each.get(field).asText())
              .collect(Collectors.joining(" ")));
    }
    Collections.sort(deliveries);
    return trace.get("publisher").asText() + " " + trace.get("publishedQos") + " " + deliveries;
  }

  /** The messages of reports whose publisher was connected to one of these endpoints. */
  private static List<String> messages(Stream<Path> reports, Set<String> endpoints)
      throws IOException {
    List<String> all = new ArrayList<>();
    for (Path report : reports.toList()) {
      Set<Integer> connections = new HashSet<>();
      Map<Integer, JsonNode> flows = new HashMap<>();
      for (String line : Files.readAllLines(report)) {
        JsonNode element = JSON.readTree(line);
        switch (element.get("kind").asText()) {
          case "connection" -> {
            if (endpoints.contains(element.get("server").asText())) {
              connections.add(element.get("id").asInt());
            }
          }
          case "flow" -> flows.put(element.get("id").asInt(), element);
          case "trace" -> {
            JsonNode publish = flows.get(element.get("publishFlow").asInt());
            if (connections.contains(publish.get("connections").get(0).asInt())) {
              all.add(told(element));
            }
          }
          default -> {
            // not of a message
          }
        }
      }
    }
    Collections.sort(all);
    return all;
  }

  @Test
  void sniffingBesideTheLabTellsTheSame() throws Exception {
    Requires.root();
    Path sniffed = folder.resolve("sniffed.jsonl");
    Path err = folder.resolve("sniffed.err");
    ProcessBuilder sniff =
        new ProcessBuilder(
                root.resolve("hopscope").toString(),
                "sniff",
                "-i",
                "lo",
                "--format",
                "jsonl",
                "-o",
                sniffed.toString())
            .redirectErrorStream(true)
            .redirectOutput(err.toFile());
    sniff.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = sniff.start();
    Path out = folder.resolve("beside");
    try {
      while (process.isAlive() && !Files.readString(err).contains("listening on")) {
        Thread.sleep(20);
      }
      assertThat(lab("run", "article", "--out", out.toString()).exit()).isZero();
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    List<Path> reports;
    try (Stream<Path> folders = Files.list(out)) {
      reports = folders.map(each -> each.resolve("report.jsonl")).toList();
    }
    Set<String> endpoints = new HashSet<>();
    for (Path report : reports) {
      for (String line : Files.readAllLines(report)) {
        JSON.readTree(line).path("endpoints").forEach(each -> endpoints.add(each.asText()));
      }
    }
    assertThat(messages(reports.stream(), endpoints))
        .hasSize(5)
        .isEqualTo(messages(Stream.of(sniffed), endpoints));
  }

  private static String row(Outcome outcome, String name) {
    return outcome.table().stream().filter(line -> line.startsWith(name)).findFirst().orElse("");
  }

  @Test
  void everyExperimentPassesOnMosquitto() throws Exception {
    Requires.tools("mosquitto");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration = folder.resolve("mosquitto.conf");
    Files.writeString(
        configuration,
        "listener " + port + " 127.0.0.1\nallow_anonymous true\npersistence false\n");
    Path log = folder.resolve("mosquitto.log");
    Process mosquitto =
        new ProcessBuilder("/usr/sbin/mosquitto", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      awaitPort(mosquitto, port);
      Outcome outcome = lab("run", "--all", "--broker", "127.0.0.1:" + port);
      assertThat(outcome.exit()).as("%s", outcome.table()).isZero();
      int all = cases(BuiltIns.names().stream());
      assertThat(outcome.table()).last().isEqualTo(all - 2 + " passed, 0 failed, 2 skipped");
      assertThat(outcome.out())
          .contains("    restarts the broker, and 127.0.0.1:" + port + " is not the lab's")
          .contains("    needs 2 brokers, and 127.0.0.1:" + port + " is not the lab's");
      // nothing is left behind: the same again
      assertThat(lab("run", "retained", "durable-session", "--broker", "127.0.0.1:" + port).exit())
          .isZero();
    } finally {
      mosquitto.destroy();
      assertThat(mosquitto.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void awaitPort(Process broker, int port) throws InterruptedException {
    for (int i = 0; i < 500 && broker.isAlive(); i++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        Thread.sleep(20);
      }
    }
    throw new AssertionError("mosquitto does not listen");
  }

  @Test
  void whatIsNotAsExpectedFails() throws Exception {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        title: One message
        clients:
          pub: {version: 3.1.1}
          sub: {version: 3.1.1}
        steps:
          - connect: [sub, pub]
          - subscribe: {client: sub, filter: a, qos: 1}
          - publish: {client: pub, topic: a, qos: 2}
          - receive: {client: sub}
        faults:
          - when: {client: sub, direction: server-to-client, type: PINGRESP}
            do: cut
        """);
    Outcome fault = lab("run", file.toString(), "--capture", "proxy");
    assertThat(fault.exit()).isEqualTo(1);
    assertThat(fault.table())
        .contains("    the fault at PINGRESP of sub never happened: no such packet came");
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.substring(0, text.indexOf("faults"))
            + "expect: {messages: [{topic: a, deliveredQos: 2}]}\n");
    Outcome outcome = lab("run", file.toString(), "--capture", "proxy");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.table().get(0)).startsWith("mine        fail    1 x 2→1 ");
    assertThat(outcome.table().get(1))
        .startsWith(
            "    " + file + ":10: a deliveredQos: expected 2; trace 1, delivery hop to sub");
    assertThat(outcome.table()).last().isEqualTo("0 passed, 1 failed, 0 skipped");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run                                     | 2 | no experiment given: name one of 'hopscope lab list', a file, or --all
          run --all article                       | 2 | --all and names: give one of them
          run artikel                             | 2 | artikel is no experiment: name one of article, downgrade-matrix,
          run none.yaml                           | 3 | none.yaml: cannot be read (no such folder)
          run article --broker nowhere            | 2 | --broker nowhere is no place: give HOST:PORT
          run article --broker 127.0.0.1:70000    | 2 | --broker 127.0.0.1:70000 is no place: give HOST:PORT
          run article --capture tcpdump           | 2 | --capture
          run article --broker 127.0.0.1:1        | 3 | --broker 127.0.0.1:1: cannot be reached (Connection refused)
          run article --out /proc/none            | 6 | /proc/none: cannot be written
          """)
  void badUsageIsOneLine(String arguments, int exit, String message) throws Exception {
    Outcome outcome = lab(arguments.split(" +", -1));
    assertThat(outcome.err()).startsWith("hopscope: ").contains(message).doesNotContain("\tat ");
    assertThat(outcome.exit()).isEqualTo(exit);
  }

  @Test
  void badExperimentsAreToldLineByLine() throws Exception {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "titel: t\nclients:\n  pub: {version: 3.1}\nsteps:\n  - conect: pub\n");
    Outcome outcome = lab("run", file.toString());
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .contains(file + ":1: unknown key \"titel\" of an experiment; did you mean \"title\"?")
        .contains(file + ":5: unknown key \"conect\" of a step; did you mean \"connect\"?");
  }

  @Test
  void withoutPrivilegesTheProxyWrites() throws Exception {
    Requires.root();
    Requires.tools("setpriv");
    // the class path and Java must be readable for everybody, and so must be the way there
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> nobody =
        List.of(
            "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs");
    Outcome auto = run(nobody, "run", "article");
    assertThat(auto.exit()).as("%s", auto).isZero();
    assertThat(auto.err()).startsWith("hopscope: the proxy writes the captures: ").hasLineCount(1);
    assertThat(auto.table()).last().isEqualTo("5 passed, 0 failed, 0 skipped");
    Outcome libpcap = run(nobody, "run", "article", "--capture", "libpcap");
    assertThat(libpcap.exit()).isEqualTo(4);
    assertThat(libpcap.err()).contains("--capture proxy needs no privilege");
  }

  @Test
  void onlyTheLabHasTheClients() throws IOException {
    try (Stream<Path> jars = Files.list(BUILT)) {
      assertThat(jars.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.startsWith("hivemq") || name.contains("paho"));
    }
    try (Stream<Path> jars = Files.list(BUILT.resolve("broker"))) {
      assertThat(jars.map(each -> each.getFileName().toString()))
          .noneMatch(name -> name.startsWith("hivemq-mqtt-client") || name.contains("paho"));
    }
  }
}
