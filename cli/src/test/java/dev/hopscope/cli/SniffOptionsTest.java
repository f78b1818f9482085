package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes no sense is said before anything is opened; what is said of a capture on the way. */
class SniffOptionsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    Context context = new Context(out, new PrintWriter(err, true), false, false, 0, true, Map.of());
    return Main.execute(context, new FakeAnalysis(), args);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sniff                               | no interface given: name one with -i",
        "sniff -i lo -f tcp port 1           | the filter is given with -f and behind",
        "sniff -i lo -s 262145               | -s 262145 cannot be: give 1 to 262144",
        "sniff -i lo -s -1                   | -s -1 cannot be",
        "sniff -i lo -B 0                    | -B 0 cannot be: give 1 to 2047",
        "sniff -i lo -B 2048                 | -B 2048 cannot be",
        "sniff -i lo -b filesize:10          | -b needs a file to write: add -w FILE",
        "sniff -i lo -w x -b files:3         | does not say when a file is full",
        "sniff -i lo -w x -b size:3          | -b size:3 cannot be: give one of duration:N, files:N",
        "sniff -i lo -w x -b filesize:0      | -b filesize:0 cannot be",
        "sniff -i lo -w x -b filesize:1.5    | filesize:1.5 cannot be: give a whole number",
        "sniff -i lo -w x -b duration:1e9    | -b duration:1e9 cannot be",
        "sniff -i lo -w x -b filesize:1 -b files:9999999 | files:9999999 cannot be",
        "sniff -i lo -w -                    | -w - cannot be",
        "sniff -i lo -w x -o x               | -w and -o name the same file",
        "sniff -i lo -a filesize:10          | -a filesize: needs a file to write: add -w FILE",
        "sniff -i lo -a minutes:10           | -a minutes:10 cannot be: give one of",
        "sniff -i lo -a duration:999999999   | -a duration:999999999 cannot be",
        "sniff -i lo -c 0                    | -c 0 cannot be",
        "sniff -i lo -c 5 -a packets:5       | -c 5 cannot be",
        "sniff -i lo -c x                    | Invalid value for option '--count'",
        "sniff -i lo --format json           | give one of text, jsonl instead of 'json'",
        "sniff -i lo --topic a#              | --topic a# is no topic filter",
        "sniff -i lo --mqtt-port 0           | --mqtt-port 0 is no port",
        "interfaces x                        | Unmatched argument at index 1: 'x'"
      })
  void badUsageIsOneLine(String line, String message) {
    assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.USAGE.code());
    assertThat(err.toString()).startsWith("hopscope: ").contains(message).hasLineCount(1);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void theStatusLineTellsHowItGoes() {
    StringWriter terminal = new StringWriter();
    Deque<Long> clock = new ArrayDeque<>(List.of(0L, 100_000_000L, 1_000_000_000L, 3_000_000_000L));
    StatusLine line = new StatusLine(new PrintWriter(terminal), clock::remove);
    // too early
    line.show(() -> new StatusLine.State(1, 1, 1, 1, 1));
    assertThat(terminal.toString()).isEmpty();
    line.show(() -> new StatusLine.State(1_234, 10, 2, 0, 0));
    assertThat(terminal.toString())
        .contains("\r0:00:01  1,234 frames, 10 messages/s, 2 open flows, 0 dropped\u001b[K");
    line.show(() -> new StatusLine.State(2_000, 4_010, 3, 7, 9));
    assertThat(terminal.toString())
        .contains(
            "0:00:03  2,000 frames, 2,000 messages/s, 3 open flows, 7 dropped, 9 not analyzed");
    line.clear();
    line.clear();
    assertThat(terminal.toString()).endsWith("analyzed\u001b[K\r\u001b[K");
  }
}
