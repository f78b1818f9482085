package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code expect}, then {@code check}: exit codes, files, messages. */
class CheckCommandTest {
  private static final Path SAMPLES = Path.of(System.getProperty("hopscope.root"), "sample-pcaps");

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(Object... arguments) {
    out.reset();
    err.getBuffer().setLength(0);
    Context context =
        new Context(out, new PrintWriter(err, true), false, false, 0, true, environment);
    String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    return Main.execute(context, new AnalysisRunner(new Interruption()), words);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Path sample(String name) {
    return SAMPLES.resolve(name).resolve("capture.pcapng");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shape", "counts", "exact"})
  void whatIsWrittenFromACaptureHoldsForIt(String level) {
    Path expect = folder.resolve("e.yaml");
    for (String name :
        List.of("qos0-to-qos0", "qos1-to-qos1", "qos2-to-qos2", "qos2-to-qos0", "qos0-to-qos2")) {
      assertThat(run("expect", sample(name), "--level", level, "-o", expect)).isZero();
      assertThat(err.toString()).isEmpty();
      assertThat(run("check", sample(name), "--expect", expect)).as(out()).isZero();
      assertThat(out()).contains(" pass, 0 fail\n");
    }
    assertThat(run("check", sample("qos2-to-qos2"), "--expect", expect)).isEqualTo(1);
    assertThat(out())
        .contains(
            "FAIL ", "trace 1, publish hop from pub, frame 28: published at QoS 2, expected 0");
  }

  @Test
  void severalFilesAreCheckedInOneRun() throws IOException {
    Path one = file("one.yaml", "messages: [{messages: 1}]\n");
    Path two = file("two.yaml", "messages: [{messages: 2}]\n");
    assertThat(run("check", sample("qos0-to-qos0"), "--expect", one, "--expect", two)).isEqualTo(1);
    assertThat(out()).contains("2 expectations: 1 pass, 1 fail");
  }

  @Test
  void aLossyCaptureIsNeitherGoodNorBad() throws IOException {
    Path cut = folder.resolve("cut.pcapng");
    Files.copy(sample("qos1-to-qos1"), cut);
    // the capture without its last bytes ends before the clients leave
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length - 40));
    Path expect = file("e.yaml", "messages: [{messages: 1}]\n");
    assertThat(run("check", cut, "--expect", expect)).isEqualTo(3);
    assertThat(out()).contains("cannot tell  all topics: messages 1", "1 cannot be told");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aGapIsExitFive() throws IOException {
    CaptureBuilder capture = new CaptureBuilder();
    MqttVersion version = MqttVersion.V3_1_1;
    Conversation client = capture.open("10.0.0.1:40000", "10.0.0.9:1883");
    client.client(MqttBytes.connect(version, "pub", true, 60));
    client.server(MqttBytes.connack(version, false, 0));
    client.client(MqttBytes.publish(version, "a", "x", 1, 1));
    client.serverUnseen(4).clientAck();
    capture.advance(1_000_000_000L);
    client.client(MqttBytes.disconnect()).closeByClient();
    Path file = folder.resolve("gap.pcapng");
    Files.write(file, capture.pcapng());
    Path expect = file("e.yaml", "messages: [{topic: a, outcome: complete}]\n");
    assertThat(run("check", file, "--expect", expect)).isEqualTo(5);
    assertThat(out())
        .contains("cannot tell  a: outcome complete", "trace 1, publish hop from pub, frame 8: ")
        .contains("a gap of 4 bytes on connection 1 of pub");
    assertThat(run("expect", file, "-o", folder.resolve("written.yaml"))).isEqualTo(5);
    assertThat(err.toString()).contains("the capture is not whole").hasLineCount(1);
    assertThat(folder.resolve("written.yaml")).content().contains("# The capture was not whole");
  }

  @Test
  void filesGoWhereTheyAreAskedTo() throws IOException {
    Path expect = file("e.yaml", "messages: [{publishedQos: 1}]\n");
    Path junit = folder.resolve("j.xml");
    Path markdown = folder.resolve("m.md");
    int exit =
        run(
            "check",
            sample("qos2-to-qos0"),
            "--expect",
            expect,
            "--junit",
            junit,
            "--markdown",
            markdown,
            "--annotations");
    assertThat(exit).isEqualTo(1);
    assertThat(junit).content().contains("failures=\"1\"", "published at QoS 2, expected 1");
    assertThat(markdown).content().contains("## MQTT: not as expected", "```mermaid");
    assertThat(out()).contains("\n::error file=" + expect + ",line=1,title=");
  }

  @Test
  void markdownGoesToTheStepsSummaryAtItsEnd() throws IOException {
    Path expect = file("e.yaml", "messages: [{messages: 1}]\n");
    Path summary = file("summary", "# before\n");
    environment.put("GITHUB_STEP_SUMMARY", summary.toString());
    assertThat(run("check", sample("qos2-to-qos0"), "--expect", expect)).isZero();
    assertThat(summary).content().startsWith("# before\n## MQTT: all as expected");
    Files.write(summary, new byte[(1 << 20) - 500]);
    assertThat(run("check", sample("qos2-to-qos0"), "--expect", expect)).isZero();
    assertThat(Files.size(summary)).isLessThanOrEqualTo(1 << 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mesages: []                     | FILE:1: unknown key "mesages" of expectations; did you mean "messages"?
          messages: [{topic: a, link: sol}] | FILE:1: "link" cannot be the text "sol"; did you mean "sole"?
          messages: {                     | FILE:1: no YAML: expected the node content, but found '<stream end>'
          """)
  void aBadFileIsBadUsageWithItsLine(String yaml, String message) throws IOException {
    Path expect = file("e.yaml", yaml);
    assertThat(run("check", sample("qos2-to-qos0"), "--expect", expect)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("hopscope: " + message.replace("FILE", expect.toString()));
    assertThat(out()).isEmpty();
  }

  @Test
  void whatCannotBeReadOrWrittenIsOneLine() throws IOException {
    Path expect = file("e.yaml", "messages: [{messages: 1}]\n");
    assertThat(run("check", sample("will"), "--expect", folder.resolve("no.yaml"))).isEqualTo(2);
    assertThat(err.toString()).contains("no such file").hasLineCount(1);
    assertThat(run("check", sample("will"))).isEqualTo(2);
    Path nowhere = folder.resolve("no/j.xml");
    assertThat(run("check", sample("will"), "--expect", expect, "--junit", nowhere)).isEqualTo(6);
    assertThat(err.toString()).contains("cannot be written").hasLineCount(1);
    Path input = folder.resolve("in.pcapng");
    Files.copy(sample("will"), input);
    assertThat(run("check", input, "--expect", expect, "--junit", input)).isEqualTo(2);
    assertThat(Files.size(input)).isEqualTo(Files.size(sample("will")));
  }

  @ParameterizedTest
  @CsvSource({"markdown,# What MQTT did", "mermaid,sequenceDiagram", "csv,'trace,time,topic'"})
  void reportsComeInMoreForms(String format, String start) {
    assertThat(run("analyze", sample("bridge"), "--format", format)).isZero();
    assertThat(out()).startsWith(start);
    assertThat(run("analyze", sample("bridge"), "--redact", "--format", format)).isZero();
    assertThat(out()).startsWith(start).doesNotContain("mqtt/topic/test", "Hello");
  }
}
