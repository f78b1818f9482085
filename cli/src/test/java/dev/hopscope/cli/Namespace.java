package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A network of its own with loopback and a broker in it; ends what was started in it. */
final class Namespace {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final int PORT = 1883;

  private final String name =
      "hopscope-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
  private final List<Process> started = new ArrayList<>();
  private final Path folder;

  /** Makes it. */
  Namespace(Path folder) throws Exception {
    this.folder = folder;
    run("ip", "netns", "add", name);
    inside("ip", "link", "set", "lo", "up");
  }

  String name() {
    return name;
  }

  /** A command line that runs in it. */
  List<String> command(List<String> command) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
    all.addAll(command);
    return all;
  }

  /** Starts a command in it, to be ended with it. */
  Process start(Path out, Path err, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command(List.of(command)))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Runs a command in it; what it printed. */
  String inside(String... command) throws Exception {
    return run(command(List.of(command)).toArray(String[]::new));
  }

  /** Runs a command to its end, which must come within a minute; what it printed. */
  static String run(String... command) throws Exception {
    List<String> bounded = new ArrayList<>(List.of("timeout", "60"));
    bounded.addAll(List.of(command));
    Process process = new ProcessBuilder(bounded).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), text).isZero();
    return text;
  }

  /** Starts mosquitto and waits until it listens. */
  void broker() throws Exception {
    Path configuration = folder.resolve("mosquitto.conf");
    Files.writeString(configuration, "listener " + PORT + "\nallow_anonymous true\nuser root\n");
    Path log = folder.resolve("mosquitto.log");
    start(log, log, "mosquitto", "-c", configuration.toString());
    for (int i = 0; i < 100 && !inside("ss", "-ltn").contains(":" + PORT); i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Publishes a message at QoS 1, of a client of its own. */
  void publish(String text) throws Exception {
    inside("mosquitto_pub", "-t", "a/b", "-q", "1", "-i", "pub", "-m", text);
  }

  /** Publishes many messages at QoS 0 on one connection. */
  void publishMany(int count) throws Exception {
    Path lines = folder.resolve("lines");
    Files.write(lines, Collections.nCopies(count, "x".repeat(100)));
    Process process =
        new ProcessBuilder(
                command(List.of("mosquitto_pub", "-t", "many", "-i", "pub", "-q", "1", "-l")))
            .redirectInput(lines.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /** Ends everything in it, and takes it away. */
  void close() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    run("ip", "netns", "del", name);
  }
}
