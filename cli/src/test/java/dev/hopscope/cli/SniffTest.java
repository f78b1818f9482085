package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.Requires;
import dev.hopscope.testkit.Schemas;
import dev.hopscope.testkit.Tshark;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real command, real interfaces, a real broker, in a network namespace. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class SniffTest {
  private static final String NOBODY = "nobody";

  /** The names of the captures make no difference. */
  private static final String WIDE = "500";

  private static final Pattern CAPTURED = Pattern.compile("([\\d,]+) frames captured");

  @TempDir Path folder;
  private Namespace net;
  private Process sniff;

  @BeforeEach
  void make() throws Exception {
    Requires.root();
    Requires.tools("ip", "ss", "mosquitto", "mosquitto_pub", "setpriv", "unshare");
    net = new Namespace(folder);
  }

  @AfterEach
  void end() throws Exception {
    if (net != null) {
      net.close();
    }
  }

  /** What the launcher gives this command: not the broker, which brings a log of its own. */
  private static List<String> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(each -> !each.contains("logback"))
        .toList();
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-Xmx256m", "-cp", String.join(File.pathSeparator, classPath())));
    command.add(Main.class.getName());
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private void start(List<String> command) throws IOException {
    sniff = net.start(folder.resolve("out"), folder.resolve("err"), command.toArray(String[]::new));
  }

  /** Starts to sniff and waits until it listens. */
  private void listen(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("sniff"));
    all.addAll(List.of(arguments));
    start(java(all.toArray(String[]::new)));
    untilSaid("listening on");
  }

  private void untilSaid(String text) throws Exception {
    for (int i = 0; i < 600 && sniff.isAlive() && !err().contains(text); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(err()).contains(text);
  }

  private void untilShown(String text) throws Exception {
    for (int i = 0; i < 600 && sniff.isAlive() && !out().contains(text); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(out()).contains(text);
  }

  private String out() throws IOException {
    // the last character may not be whole yet
    return new String(Files.readAllBytes(folder.resolve("out")), StandardCharsets.UTF_8);
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private void signal(String name) throws Exception {
    Namespace.run("kill", "-" + name, Long.toString(sniff.pid()));
  }

  private int exit() throws Exception {
    assertThat(sniff.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
    return sniff.exitValue();
  }

  /** The report of a file, with another name for it. */
  private String offline(Path file, String name) throws Exception {
    List<String> command = java("analyze", "--max-traces", "0", "--width", WIDE, file.toString());
    return Namespace.run(command.toArray(String[]::new)).replace(file + ":", name + ":");
  }

  private long captured() throws IOException {
    Matcher matcher = CAPTURED.matcher(err());
    assertThat(matcher.find()).as(err()).isTrue();
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }

  private static long framesIn(Path file) throws Exception {
    String lines =
        Namespace.run("tshark", "-n", "-r", file.toString(), "-T", "fields", "-e", "frame.number");
    return lines.lines().filter(line -> line.matches("\\d+")).count();
  }

  @Test
  void aLadderIsThereWithinASecondOfTheLastAcknowledgement() throws Exception {
    Tshark.assumeInstalled();
    net.broker();
    Path file = folder.resolve("kept.pcapng");
    listen("-i", "lo", "-w", file.toString(), "--width", WIDE);
    // this one waits for Java to warm up, too
    net.publish("first");
    untilShown("\"first\"");
    for (int i = 1; i <= 3; i++) {
      net.publish("message " + i);
      long published = System.nanoTime();
      untilShown("\"message " + i + "\"");
      assertThat((System.nanoTime() - published) / 1_000_000).isLessThan(1_000);
    }
    signal("INT");
    assertThat(exit()).isZero();
    assertThat(out()).contains("PUBLISH QoS 1", "PUBACK", "4 messages");
    assertThat(out()).isEqualTo(offline(file, "lo"));
    assertThat(framesIn(file)).isEqualTo(captured());
    String info = Namespace.run("capinfos", "-M", file.toString());
    assertThat(info).contains("Name = lo", "tcp or (vlan and tcp)", "Number of stat entries = 1");
  }

  @Test
  void anyHasAnotherFilterAndLinesAreWhole() throws Exception {
    net.broker();
    listen("-i", "any", "--format", "jsonl", "--immediate", "-p", "-B", "8", "-s", "2000");
    assertThat(err()).contains("listening on any (LINUX_SLL) for 'tcp'");
    net.publish("any");
    untilShown("\"kind\":\"trace\"");
    signal("TERM");
    assertThat(exit()).isZero();
    assertThat(Schemas.lines(Schemas.Format.ANALYZE_JSONL, out()))
        .anyMatch(
            line ->
                line.path("kind").asText().equals("capture")
                    && line.path("file").asText().equals("any")
                    && line.path("kernelDrops").isIntegralNumber())
        .last()
        .matches(line -> line.path("kind").asText().equals("summary"));
  }

  @Test
  void aFilterInWordsLeavesTheRestOut() throws Exception {
    net.broker();
    listen("-i", "lo", "-a", "duration:3", "tcp", "port", "1");
    net.publish("unseen");
    assertThat(exit()).isZero();
    assertThat(captured()).isZero();
    assertThat(out()).doesNotContain("unseen");
  }

  @Test
  void endsAfterSoManyFramesAndKeepsJustThese() throws Exception {
    Tshark.assumeInstalled();
    net.broker();
    Path file = folder.resolve("few.pcapng");
    listen("-i", "lo", "-q", "-c", "7", "-w", file.toString());
    net.publish("many frames");
    assertThat(exit()).isZero();
    assertThat(captured()).isEqualTo(7);
    assertThat(framesIn(file)).isEqualTo(7);
    assertThat(out()).contains("7 frames").doesNotContain("Trace 1");
  }

  @Test
  void aRingKeepsItsNewestFiles() throws Exception {
    Tshark.assumeInstalled();
    net.broker();
    Path file = folder.resolve("ring.pcapng");
    listen(
        "-i",
        "lo",
        "-q",
        "-w",
        file.toString(),
        "-b",
        "filesize:20",
        "-b",
        "files:3",
        "-a",
        "filesize:200");
    net.publishMany(3000);
    assertThat(exit()).isZero();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(each -> each.toString().endsWith(".pcapng")).sorted().toList();
    }
    assertThat(files).hasSize(3);
    long frames = 0;
    for (Path each : files) {
      assertThat(each.getFileName().toString()).matches("ring_\\d{5}_\\d{14}\\.pcapng");
      assertThat(Files.size(each)).isLessThan(22_000);
      frames += framesIn(each);
    }
    assertThat(frames).isPositive().isLessThan(captured());
    // to be read as the one capture that it is
    String[] analyze = java("analyze", "--summary", folder.toString()).toArray(String[]::new);
    assertThat(Namespace.run(analyze)).contains("1 MQTT");
  }

  @Test
  void rootIsGivenUpForGood() throws Exception {
    net.broker();
    Path theirs = Files.createDirectory(folder.resolve("theirs"));
    Namespace.run("chown", NOBODY, theirs.toString());
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = theirs.resolve("c.pcapng");
    listen("-i", "lo", "-Z", NOBODY, "-w", file.toString(), "--width", WIDE);
    net.publish("unprivileged");
    untilShown("\"unprivileged\"");
    String id = Namespace.run("id", "-u", NOBODY).strip();
    List<String> statuses = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + sniff.pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        statuses.add(Files.readString(thread.resolve("status")));
      }
    }
    assertThat(statuses)
        .hasSizeGreaterThan(5)
        .allMatch(status -> status.contains("Uid:\t" + String.join("\t", id, id, id, id)))
        .allMatch(status -> status.matches("(?s).*Groups:\t\\d+ \n.*"))
        .allMatch(status -> status.contains("CapPrm:\t0000000000000000"));
    signal("TERM");
    assertThat(exit()).isZero();
    assertThat(Files.getOwner(file).getName()).isEqualTo(NOBODY);
    assertThat(out()).isEqualTo(offline(file, "lo"));
  }

  @Test
  void aFolderThatTheUserCannotWriteEndsItAtOnce() throws Exception {
    Path ours = Files.createDirectory(folder.resolve("ours"));
    start(java("sniff", "-i", "lo", "-Z", NOBODY, "-w", ours.resolve("c.pcapng").toString()));
    assertThat(exit()).isEqualTo(ExitCode.OUTPUT.code());
    assertThat(err()).contains("c.pcapng: cannot be written (permission denied)");
    assertThat(err().lines().filter(line -> !line.contains("listening on"))).hasSize(1);
    assertThat(ours).isEmptyDirectory();
  }

  @Test
  void aUserWhoIsNoneOrRootIsRefused() throws Exception {
    for (String user : List.of("root", "no-such-user")) {
      start(java("sniff", "-i", "lo", "-Z", user));
      assertThat(exit()).isEqualTo(ExitCode.CAPTURE.code());
      assertThat(err()).startsWith("hopscope: -Z " + user).hasLineCount(1);
    }
  }

  @Test
  void whoMayNotCaptureIsToldWhatWorksAndThatWorks() throws Exception {
    net.broker();
    Path classes = readableClassPath();
    List<String> sniffing = new ArrayList<>(java("sniff", "-i", "lo", "-a", "duration:4"));
    sniffing.set(sniffing.indexOf("-cp") + 1, classes + "/*:" + classes + "/classes");
    String id = Namespace.run("id", "-u", NOBODY).strip();
    List<String> asNobody =
        new ArrayList<>(List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups"));
    List<String> refused = new ArrayList<>(asNobody);
    refused.addAll(sniffing);
    start(refused);
    assertThat(exit()).isEqualTo(ExitCode.CAPTURE.code());
    assertThat(err())
        .hasLineCount(1)
        .contains("lo: not permitted to capture", "-Z", "--ambient-caps", "dumpcap -i lo -w -");
    List<String> permitted = new ArrayList<>(asNobody);
    permitted.addAll(List.of("--inh-caps", "+net_raw", "--ambient-caps", "+net_raw"));
    permitted.addAll(sniffing);
    start(permitted);
    untilSaid("listening on");
    net.publish("ambient");
    assertThat(exit()).as(err()).isZero();
    assertThat(out()).contains("\"ambient\"");
  }

  /** A copy of the jars and classes of the class path that every user can read. */
  private Path readableClassPath() throws Exception {
    Path copy = Files.createDirectories(folder.resolve("path/classes")).getParent();
    for (String each : classPath()) {
      Path part = Path.of(each);
      if (each.endsWith(".jar")) {
        Files.copy(part, copy.resolve(part.getFileName()));
      } else if (each.endsWith("/target/classes")) {
        copyClasses(part, copy.resolve("classes"));
      }
    }
    Namespace.run("chmod", "-R", "a+rX", folder.toString());
    return copy;
  }

  private static void copyClasses(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(each));
        Files.createDirectories(target.getParent());
        Files.copy(each, target);
      }
    }
  }

  @Test
  void whatIsWrongIsOneLineWithWhatHelps() throws Exception {
    start(java("sniff", "-i", "nope0"));
    assertThat(exit()).isEqualTo(ExitCode.CAPTURE.code());
    assertThat(err()).hasLineCount(1).contains("nope0: no such interface; there are ", "lo");
    start(java("sniff", "-i", "lo", "tcp", "porrt", "1883"));
    assertThat(exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(err()).hasLineCount(1).contains("filter 'tcp porrt 1883': ", "syntax error");
  }

  @Test
  void withoutLibpcapItSaysWhatToInstall() throws Exception {
    List<String> hidden =
        new ArrayList<>(
            List.of(
                "unshare",
                "-m",
                "sh",
                "-c",
                "for each in $(ls /usr/lib/*/libpcap.so* /usr/lib/libpcap.so* 2>/dev/null); do"
                    + " mount --bind /dev/null $(readlink -f $each); done; exec \"$@\"",
                "sh"));
    hidden.addAll(java("sniff", "-i", "lo"));
    start(hidden);
    assertThat(exit()).isEqualTo(ExitCode.CAPTURE.code());
    assertThat(err()).hasLineCount(1).contains("libpcap", "apt-get install libpcap0.8");
  }

  @Test
  void anInterfaceThatGoesAwayEndsInAReport() throws Exception {
    net.inside("ip", "link", "add", "va", "type", "veth", "peer", "name", "vb");
    net.inside("ip", "link", "set", "va", "up");
    net.inside("ip", "link", "set", "vb", "up");
    listen("-i", "va");
    net.inside("ip", "link", "set", "va", "down");
    untilSaid("va is down");
    net.inside("ip", "link", "set", "va", "up");
    untilSaid("va is up again");
    net.inside("ip", "link", "del", "va");
    assertThat(exit()).isEqualTo(ExitCode.CAPTURE.code());
    assertThat(err()).contains("va: ", "what came before was read");
    assertThat(out()).contains("Totals");
  }

  @Test
  void afterAKillTheFileReadsUpToTheLastSecond() throws Exception {
    net.broker();
    Path file = folder.resolve("killed.pcapng");
    listen("-i", "lo", "-w", file.toString());
    net.publish("kept");
    TimeUnit.SECONDS.sleep(1);
    signal("KILL");
    assertThat(exit()).isNotZero();
    assertThat(offline(file, "lo")).contains("\"kept\"", "1 message");
  }

  @Test
  void aFullDiskEndsTheFileAndNotTheAnalysis() throws Exception {
    Tshark.assumeInstalled();
    net.broker();
    Path small = Files.createDirectory(folder.resolve("small"));
    Namespace.run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString());
    try {
      Path file = small.resolve("c.pcapng");
      listen("-i", "lo", "-w", file.toString());
      net.publishMany(4000);
      net.publish("after");
      untilShown("\"after\"");
      signal("INT");
      assertThat(exit()).isEqualTo(ExitCode.OUTPUT.code());
      assertThat(err().lines().filter(line -> line.contains("cannot be written any more")))
          .hasSize(1);
      assertThat(out()).contains("4,001 messages");
      assertThat(Files.size(file)).isGreaterThan(200_000);
      assertThat(framesIn(file)).isPositive().isLessThan(captured());
    } finally {
      Namespace.run("umount", small.toString());
    }
  }

  @Test
  void listsInterfaces() throws Exception {
    for (List<String> command : List.of(java("interfaces"), java("sniff", "-D"))) {
      String list = Namespace.run(net.command(command).toArray(String[]::new));
      assertThat(list)
          .startsWith("NAME")
          .containsPattern("lo +up, loopback +ETHERNET +127\\.0\\.0\\.1")
          .containsPattern("any +up +LINUX_SLL");
    }
  }
}
