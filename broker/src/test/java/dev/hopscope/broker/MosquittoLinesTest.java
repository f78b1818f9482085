package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same clients with real mosquitto and with ours: each tells the same of their packets. */
@Timeout(120)
class MosquittoLinesTest {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir private Path folder;

  @Test
  void theSameLinesAsMosquitto() throws Exception {
    Tools.need("mosquitto", "mosquitto_pub", "mosquitto_sub");
    List<String> theirs = withMosquitto();
    List<String> ours = withOurs();
    assertThat(theirs).hasSizeGreaterThan(60);
    for (String version : new String[] {"mqttv31", "mqttv311", "mqttv5"}) {
      for (String client : new String[] {"pub", "sub"}) {
        String id = client + version;
        assertThat(of(id, ours)).as(id).containsExactlyInAnyOrderElementsOf(of(id, theirs));
      }
    }
    assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
  }

  private static List<String> of(String id, List<String> lines) {
    return lines.stream()
        .filter(each -> each.contains(" " + id + " ") || each.endsWith(id))
        .toList();
  }

  private List<String> withMosquitto() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "listener " + port + " 127.0.0.1\nallow_anonymous true\n");
    Path log = folder.resolve("mosquitto.log");
    Process mosquitto = Tools.start(log, "mosquitto", "-v", "-c", settings.toString());
    try {
      await(() -> read(log), "running");
      converse(port, () -> read(log));
    } finally {
      mosquitto.destroy();
      mosquitto.waitFor(10, TimeUnit.SECONDS);
    }
    return packetLines(read(log));
  }

  private List<String> withOurs() throws Exception {
    StringWriter log = new StringWriter();
    MosquittoLines lines = new MosquittoLines(text -> text);
    try (PacketWriter writer = PacketWriter.start(log, lines::of, failure -> {});
        ReferenceBroker broker = ReferenceBroker.builder().port(0).listener(writer).start()) {
      converse(broker.port(), log::toString);
    }
    return packetLines(log.toString());
  }

  private void converse(int port, Supplier<String> log) throws Exception {
    for (String version : new String[] {"mqttv31", "mqttv311", "mqttv5"}) {
      String topic = "t/" + version;
      String[] common = {"-h", "127.0.0.1", "-p", "" + port, "-V", version, "-t", topic};
      Path received = folder.resolve("received");
      Process subscriber =
          Tools.start(
              received,
              words(
                  common, "mosquitto_sub", "-i", "sub" + version, "-q", "2", "-C", "3", "-U", "x"));
      await(log, "Sending UNSUBACK to sub" + version);
      for (String qos : new String[] {"0", "1", "2"}) {
        String[] publish =
            words(
                common,
                "mosquitto_pub",
                "-i",
                "pub" + version,
                "-q",
                qos,
                "-m",
                "hello",
                "-u",
                "joe",
                "--will-topic",
                "w",
                "--will-payload",
                "bye",
                "--will-qos",
                "1");
        assertThat(Tools.run(publish).exit()).isZero();
      }
      assertThat(Tools.end(subscriber, received).exit()).isZero();
      await(log, "Received DISCONNECT from sub" + version);
      await(log, "Sending PUBCOMP to pub" + version);
    }
  }

  private static String[] words(String[] common, String program, String... more) {
    String[] all = new String[1 + common.length + more.length];
    all[0] = program;
    System.arraycopy(common, 0, all, 1, common.length);
    System.arraycopy(more, 0, all, 1 + common.length, more.length);
    return all;
  }

  private static void await(Supplier<String> log, String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!log.get().contains(text)) {
      assertThat(System.nanoTime()).as(text + " in\n" + log.get()).isLessThan(end);
      Thread.sleep(10);
    }
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is about packets, without times and ports. */
  private static List<String> packetLines(String log) {
    return log.lines()
        .map(line -> line.substring(line.indexOf(": ") + 2))
        .filter(line -> line.matches("(?s)(\t|Received|Sending|New client|Will|No will).*"))
        .map(line -> line.replaceAll("127\\.0\\.0\\.1:\\d+", "CLIENT"))
        // a broker is free to choose the identifiers of its deliveries
        .map(line -> line.contains(" sub") ? line.replaceAll("(, m|Mid: |\\(m)[1-9]", "$1#") : line)
        .toList();
  }
}
