package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real command as a process, with a pipe that a test writes to while it watches the output. */
@Timeout(120)
class LivePipeTest {
  private static final MqttVersion V = MqttVersion.V3_1_1;

  @TempDir Path folder;
  private final CaptureBuilder capture =
      new CaptureBuilder().at(System.currentTimeMillis() * 1_000_000);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Process process;
  private Conversation publisher;
  private Conversation subscriber;
  private int written;

  private void start(List<String> java, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(java);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(folder.resolve("stderr").toFile()).start();
    Thread reader = new Thread(this::collect, "stdout");
    reader.setDaemon(true);
    reader.start();
  }

  private void collect() {
    try (InputStream stdout = process.getInputStream()) {
      byte[] buffer = new byte[4096];
      for (int got = stdout.read(buffer); got > 0; got = stdout.read(buffer)) {
        out.write(buffer, 0, got);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("stderr"));
  }

  /** Both clients are there. */
  private void connect() {
    subscriber = capture.open("10.0.0.2:40000", "10.0.0.9:1883").acks(false);
    subscriber.client(MqttBytes.connect(V, "sub", true, 60));
    subscriber.server(MqttBytes.connack(V, false, 0));
    subscriber.client(MqttBytes.subscribe(V, 1, 0, "a")).server(MqttBytes.suback(V, 1, 0));
    publisher = capture.open("10.0.0.1:40000", "10.0.0.9:1883").acks(false);
    publisher.client(MqttBytes.connect(V, "pub", true, 60));
    publisher.server(MqttBytes.connack(V, false, 0));
  }

  /** A message of now and its delivery. */
  private void message(String text) {
    capture.at(System.currentTimeMillis() * 1_000_000);
    publisher.client(MqttBytes.publish(V, "a", text));
    subscriber.server(MqttBytes.publish(V, "a", text));
  }

  private void send(OutputStream to) throws IOException {
    byte[] file = capture.pcap();
    to.write(file, written, file.length - written);
    to.flush();
    written = file.length;
  }

  /** How long it takes until the output has a text, in milliseconds; of at most 30 s. */
  private long millisUntil(String text) throws InterruptedException {
    long begun = System.nanoTime();
    while (!out().contains(text) && System.nanoTime() - begun < 30_000_000_000L) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** A busy machine may be late once. */
  private static long median(List<Long> millis) {
    return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
  }

  private int exit() throws InterruptedException {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void aLadderIsThereWithinASecondWhileThePipeStaysOpen() throws Exception {
    start(List.of(), "analyze", "-");
    OutputStream pipe = process.getOutputStream();
    connect();
    message("first");
    send(pipe);
    // the first one waits for Java to start, too
    millisUntil("Trace 1 ");
    List<Long> millis = new ArrayList<>();
    for (int i = 2; i <= 30; i++) {
      message("message " + i);
      send(pipe);
      millis.add(millisUntil("Trace " + i + " "));
    }
    assertThat(median(millis)).isLessThan(1_000);
    assertThat(out()).contains("PUBLISH QoS 0", "sub").doesNotContain("Totals");
    pipe.close();
    assertThat(exit()).isZero();
    assertThat(out()).contains("Totals", "  capture       -: ");
    assertThat(err()).isEmpty();
  }

  @Test
  void aMessageOfClientsFromBeforeTheCaptureIsThereWithinASecondToo() throws Exception {
    start(List.of(), "analyze", "-");
    OutputStream pipe = process.getOutputStream();
    connect();
    message("first");
    capture.edit(frames -> frames.subList(frames.size() - 2, frames.size()));
    send(pipe);
    millisUntil("Trace 1 ");
    List<Long> millis = new ArrayList<>();
    for (int i = 2; i <= 6; i++) {
      message("message " + i);
      send(pipe);
      millis.add(millisUntil("\"message " + i + "\""));
    }
    assertThat(median(millis)).isLessThan(1_000);
    pipe.close();
    assertThat(exit()).isZero();
  }

  @Test
  void linesAndPacketsComeAtOnce() throws Exception {
    start(List.of(), "decode", "--format", "jsonl", "-");
    OutputStream pipe = process.getOutputStream();
    connect();
    send(pipe);
    millisUntil("SUBACK");
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      message("message " + i);
      send(pipe);
      millis.add(millisUntil("\"message " + i + "\""));
    }
    assertThat(median(millis)).isLessThan(1_000);
    pipe.close();
    assertThat(exit()).isZero();
    Schemas.lines(Schemas.Format.DECODE_JSONL, out());
  }

  @Test
  void aSignalWhileNothingComesEndsWithAWholeReport() throws Exception {
    start(List.of(), "analyze", "--format", "jsonl", "-");
    connect();
    message("only");
    send(process.getOutputStream());
    millisUntil("\"kind\":\"trace\"");
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(exit()).isZero();
    assertThat(Schemas.lines(Schemas.Format.ANALYZE_JSONL, out()))
        .last()
        .matches(line -> line.path("kind").asText().equals("summary"));
  }

  @Test
  void gzipComesLiveAsFarAsItWasFlushed() throws Exception {
    start(List.of(), "analyze", "-");
    connect();
    message("packed");
    try (GZIPOutputStream gzip = new GZIPOutputStream(process.getOutputStream(), 512, true)) {
      send(gzip);
      assertThat(millisUntil("\"packed\"")).isLessThan(30_000);
      assertThat(out()).doesNotContain("Totals");
    }
    assertThat(exit()).isZero();
  }

  @Test
  void aNamedPipeIsLiveAndNotOpenedBeforeItMay() throws Exception {
    Path fifo = folder.resolve("fifo");
    int made = new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    assumeTrue(made == 0, "no named pipes here");
    start(List.of(), "analyze", fifo.toString());
    try (OutputStream pipe = Files.newOutputStream(fifo)) {
      connect();
      message("first");
      send(pipe);
      assertThat(millisUntil("Trace 1 ")).isLessThan(30_000);
    }
    assertThat(exit()).isZero();
    assertThat(out()).contains("Totals");
  }

  @Test
  void standardInputFromAFileIsReadAsOne() throws Exception {
    connect();
    message("first");
    Path file = capture.writeTo(folder.resolve("c.pcap"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "analyze",
            "-");
    process = new ProcessBuilder(command).redirectInput(file.toFile()).start();
    collect();
    assertThat(exit()).isZero();
    // one ladder, with the totals behind it
    assertThat(out()).contains("Trace 1 ", "capture       -: ");
  }

  @Test
  void aTerminalIsNoInput() throws Exception {
    for (String name : List.of("-", "/dev/stdin")) {
      start(List.of("-Dhopscope.stdin.terminal=true"), "analyze", name);
      assertThat(exit()).isEqualTo(2);
      assertThat(err().lines()).hasSize(1);
      assertThat(err()).contains("standard input is a terminal");
    }
  }
}
