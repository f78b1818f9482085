package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.TimeWindow;
import dev.hopscope.limits.Limit;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final FakeAnalysis analysis = new FakeAnalysis();

  private int run(String... args) {
    return run(context(out, false, Map.of()), args);
  }

  private int run(Context context, String... args) {
    return Main.execute(context, analysis, args);
  }

  private Context context(OutputStream stdout, boolean terminal, Map<String, String> environment) {
    return new Context(
        stdout,
        new PrintWriter(err, true),
        terminal,
        terminal,
        terminal ? 100 : 0,
        true,
        environment);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void analyzesToText() {
    assertThat(run("analyze", "c.pcap")).isZero();
    assertThat(out()).contains("Trace 1  a/secret  \"hi\" (2 bytes)").contains("Totals");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void analyzesToJson() {
    assertThat(run("analyze", "--format", "json", "c.pcap")).isZero();
    assertThat(Schemas.document(Schemas.Format.ANALYZE, out()).path("traces")).hasSize(1);
  }

  @Test
  void analyzesToLines() {
    assertThat(run("analyze", "--format=jsonl", "c.pcap")).isZero();
    assertThat(Schemas.lines(Schemas.Format.ANALYZE_JSONL, out())).hasSize(4);
  }

  @Test
  void analyzesToAPage() {
    assertThat(run("analyze", "--format", "html", "c.pcap")).isZero();
    assertThat(out()).startsWith("<!doctype html>").contains("a/secret").endsWith("</html>\n");
    assertThat(out()).contains("\"utc\":false", "\"redacted\":false", "\"totalsOnly\":false");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tellsAPageWhatItWasMadeWith() {
    assertThat(run("analyze", "--format=html", "--redact", "--time=utc", "--summary", "c.pcap"))
        .isZero();
    assertThat(out()).contains("\"utc\":true", "\"redacted\":true", "\"totalsOnly\":true");
    assertThat(out()).doesNotContain("a/secret");
  }

  @Test
  void writesNoPageToATerminalNorOfPackets() {
    assertThat(run(context(out, true, Map.of()), "analyze", "--format", "html", "c.pcap"))
        .isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "hopscope: --format html is a page, not for a terminal: give -o report.html"
                + System.lineSeparator());
    assertThat(run("decode", "--format", "html", "c.pcap")).isEqualTo(2);
    assertThat(err.toString()).contains("give one of text, json, jsonl instead of 'html'");
    assertThat(out()).isEmpty();
  }

  @Test
  void decodes() {
    assertThat(run("decode", "--format", "jsonl", "c.pcap")).isZero();
    assertThat(Schemas.lines(Schemas.Format.DECODE_JSONL, out())).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topics", "clients", "connections"})
  void printsTables(String table) {
    assertThat(run(table, "--format", "json", "c.pcap")).isZero();
    Schemas.document(Schemas.Format.TABLES, out());
  }

  @Test
  void aSummaryHasNoTraces() {
    run("analyze", "--summary", "--format", "jsonl", "c.pcap");
    assertThat(out()).doesNotContain("\"kind\":\"trace\"").contains("\"kind\":\"summary\"");
  }

  @Test
  void filtersAndRedacts() {
    run("analyze", "--topic", "b/#", "--format", "jsonl", "c.pcap");
    assertThat(out()).doesNotContain("\"kind\":\"trace\"");
    out.reset();
    run("analyze", "--topic", "a/+", "--redact", "--format", "jsonl", "c.pcap");
    assertThat(out()).contains("\"kind\":\"trace\"").doesNotContain("secret", "\"pub\"", "\"hi\"");
  }

  @Test
  void handsOptionsOn() {
    String[] args = {
      "analyze",
      "--mqtt-port",
      "1884,8883",
      "--mqtt-version",
      "5.0",
      "--payload-bytes",
      "7",
      "--link-wait",
      "2.5",
      "--limit",
      "sessions=5M",
      "--limit=open-flows=7",
      "a",
      "b"
    };
    assertThat(run(args)).isZero();
    assertThat(analysis.options().mqttPorts()).containsExactlyInAnyOrder(1884, 8883);
    assertThat(analysis.options().assumedVersion()).isEqualTo(MqttVersion.V5_0);
    assertThat(analysis.options().payloadBytes()).isEqualTo(7);
    assertThat(analysis.options().link().waitNanos()).isEqualTo(2_500_000_000L);
    assertThat(analysis.options().limits())
        .isEqualTo(Map.of(Limit.SESSIONS, 5L << 20, Limit.OPEN_FLOWS, 7L));
    assertThat(analysis.inputs().names()).containsExactly(Path.of("a"), Path.of("b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | no command given",
        "analyze                         | Missing required parameter: 'FILE'",
        "analyze --bogus c               | Unknown option: '--bogus'",
        "analyze --format xml c          | give one of text, json, jsonl, html, markdown, mermaid, csv instead of 'xml'",
        "topics --format jsonl c         | give one of text, json instead of 'jsonl'",
        "analyze --topic a# c            | --topic a# is no topic filter",
        "analyze --trace x c             | Invalid value for option '--trace'",
        "analyze --mqtt-port 0 c         | --mqtt-port 0 is no port",
        "analyze --mqtt-version 6 c      | --mqtt-version 6 is unknown",
        "analyze --payload-bytes -1 c    | --payload-bytes is negative",
        "analyze --link-wait 0 c         | --link-wait 0 makes no sense",
        "analyze --link-wait abc c       | 'abc'",
        "analyze --width 40 c            | give 60 to 10000",
        "analyze --trace 0 c             | traces count from 1",
        "analyze --limit many=1 c        | --limit many is unknown: there are fragment-datagrams=4K",
        "analyze --limit sessions c      | --limit sessions makes no sense: give NAME=VALUE",
        "analyze --limit sessions=0 c    | --limit sessions=0 makes no sense",
        "analyze --limit sessions=9T c   | --limit sessions=9T makes no sense",
        "analyze - -                     | standard input is given more than once: give - once",
        "decode - /dev/stdin             | standard input is given more than once",
        "analyze --clock-offset d=1ms c  | --clock-offset d is none of the inputs",
        "analyze --clock-offset c=1 c    | --clock-offset c=1 cannot be: give FILE=+1.5ms",
        "analyze --clock-offset c c      | --clock-offset c cannot be",
        "analyze --clock-offset c=1s --clock-offset c=2s c | names c twice",
        "analyze --clock-offset r.pcap1=1s --clock-offset r.pcap2=2s r.pcap1 r.pcap2 | one clock",
        "topics --from yesterday c       | --from yesterday is no time: give one such as",
        "topics --to +90 c               | --to +90 is no time",
        "topics --to 2026-13-01T00:00:00Z c | is no time",
        "topics --to 99999999999 c       | is no time",
        "clients --from 20 --to 20 c     | --from 20 is not before --to 20",
        "clients --from +2s --to +1999ms c | is not before",
        "frobnicate                      | no such command: frobnicate"
      })
  void badUsageIsOneLine(String arguments, String message) {
    int exit = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(exit).isEqualTo(2);
    assertThat(out()).isEmpty();
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).startsWith("hopscope: ").contains(message);
    assertThat(lines.get(0))
        .contains("; try 'hopscope")
        .endsWith("--help'")
        .doesNotContain("java.");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T07:24:00.5Z, 1795245840500000000",
    "2026-11-21T07:24:00.5, 1795245840500000000",
    "2026-11-21 08:24:00+01:00, 1795245840000000000",
    "1795245840.123456789, 1795245840123456789",
    "0, 0"
  })
  void timesMayBeWrittenInSeveralWays(String text, long nanos) {
    assertThat(run("decode", "--from", text, "--to", "2100-01-01T00:00:00Z", "c.pcap")).isZero();
    TimeWindow window = analysis.inputs().window();
    assertThat(window.contains(nanos, 0)).isTrue();
    assertThat(window.contains(nanos - 1, 0)).isFalse();
  }

  @Test
  void timesMayCountFromTheFirstFrame() {
    assertThat(run("decode", "--from", "+1.5s", "--to=+1600ms", "c.pcap")).isZero();
    TimeWindow window = analysis.inputs().window();
    assertThat(window.contains(1_500_000_007L, 7)).isTrue();
    assertThat(window.contains(1_500_000_006L, 7)).isFalse();
    assertThat(window.contains(1_600_000_007L, 7)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"+1.5ms, 1500000", "-2s, -2000000000", "3us, 3000", "-7ns, -7", "0, 0", "+0, 0"})
  void offsetsHaveASignAndAUnit(String text, long nanos) {
    assertThat(TimeText.duration(text)).isEqualTo(nanos);
    assertThat(run("connections", "--clock-offset", "c.pcap=" + text, "c.pcap")).isZero();
  }

  @Test
  void anInputThatCannotBeReadIsToldAndTheRestReported() {
    analysis.problem("bad\u001b[2J.pcap: no such file; check the name");
    assertThat(run("analyze", "bad.pcap", "c.pcap")).isEqualTo(3);
    assertThat(err.toString())
        .isEqualTo("hopscope: bad\\x1b[2J.pcap: no such file; check the name" + nl());
    assertThat(out()).contains("Trace 1");
  }

  private static String nl() {
    return System.lineSeparator();
  }

  @Test
  void nothingDecodableIsAnInputProblem() {
    analysis.nothingDecodable();
    assertThat(run("analyze", "c.pcap")).isEqualTo(3);
    assertThat(err.toString()).contains("nothing could be decoded");
  }

  @Test
  void aBugIsOneLineAndAskedForItsTrace() {
    analysis.failure(new IllegalStateException("oops"));
    assertThat(run("analyze", "c.pcap")).isEqualTo(70);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("a bug in Hopscope", "oops", "--stacktrace");
    run("analyze", "--stacktrace", "c.pcap");
    assertThat(err.toString()).contains("\tat ");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"Broken pipe, 0", "Relais brisé (pipe), 0", "No space left on device, 6"})
  void aReaderThatClosesIsNoFailureAFullDiskIs(String message, int exit) {
    for (String command : List.of("analyze", "decode", "topics")) {
      assertThat(run(context(failing(message), false, Map.of()), command, "c.pcap"))
          .isEqualTo(exit);
    }
    assertThat(err.toString().lines()).hasSize(exit == 0 ? 0 : 3);
  }

  @Test
  void theWorstExitCodeCounts() {
    assertThat(ExitCode.OUTPUT.or(ExitCode.FAILED)).isEqualTo(ExitCode.OUTPUT);
    assertThat(ExitCode.OK.or(ExitCode.UNDECIDED)).isEqualTo(ExitCode.UNDECIDED);
    assertThat(ExitCode.INPUT.or(ExitCode.BUG)).isEqualTo(ExitCode.BUG);
  }

  @Test
  void writesToAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.jsonl");
    assertThat(run("analyze", "--format", "jsonl", "-o", file.toString(), "c.pcap")).isZero();
    Schemas.lines(Schemas.Format.ANALYZE_JSONL, Files.readString(file));
    assertThat(out()).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsExitSix(@TempDir Path folder) {
    Path file = folder.resolve("none").resolve("report");
    assertThat(run("analyze", "-o", file.toString(), "c.pcap")).isEqualTo(6);
    assertThat(err.toString()).contains("cannot be written (no such folder)");
  }

  @Test
  void anInputIsNeverOverwritten(@TempDir Path folder) throws IOException {
    Path capture = Files.writeString(folder.resolve("c.pcap"), "bytes");
    assertThat(run("analyze", "-o", capture.toString(), capture.toString())).isEqualTo(2);
    assertThat(capture).hasContent("bytes");
  }

  @Test
  void coloursOnATerminalOnly() {
    run(context(out, true, Map.of("TERM", "xterm")), "analyze", "c.pcap");
    assertThat(out()).contains("\u001b[1m");
    for (Map<String, String> plain : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
      out.reset();
      run(context(out, true, plain), "analyze", "c.pcap");
      assertThat(out()).doesNotContain("\u001b");
    }
    out.reset();
    run("analyze", "c.pcap");
    assertThat(out()).doesNotContain("\u001b");
    run("analyze", "--color", "always", "c.pcap");
    assertThat(out()).contains("\u001b[1m");
  }

  @Test
  void helpAndVersionAreNoFailure() {
    assertThat(run("--version")).isZero();
    assertThat(out()).startsWith("hopscope ");
    for (String[] help :
        new String[][] {{"--help"}, {"help"}, {"help", "analyze"}, {"analyze", "--help"}}) {
      out.reset();
      assertThat(run(help)).isZero();
      assertThat(out()).contains("Usage: hopscope");
    }
    assertThat(err.toString()).isEmpty();
  }
}
