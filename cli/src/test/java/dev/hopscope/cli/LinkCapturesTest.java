package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hopscope.testkit.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Captures of every link type, tunnel and trouble: none holds MQTT, each has its exit code. */
class LinkCapturesTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("hopscope.root")).resolve("../shared/captures/link");

  /** The exit code of each file, and why. */
  private static final String EXIT_CODES = "/dev/hopscope/cli/link-exit-codes.tsv";

  @Test
  void everyFileEndsAsExpectedAndHoldsNoMqtt() throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "there are no outside captures in ../shared/captures");
    Map<String, String> expected = new TreeMap<>();
    Tables.read(EXIT_CODES, 3).forEach(row -> expected.put(row.get(0), row.get(1)));
    Map<String, String> actual = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        int exit = run(file, "analyze", "--format", "jsonl", "\"mqttPackets\":[1-9]");
        assertThat(run(file, "decode", "--format", "jsonl", "\"kind\":\"packet\""))
            .as(file.toString())
            .isEqualTo(exit);
        actual.put(file.getFileName().toString(), Integer.toString(exit));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  /** Runs a command, and sees to it that no line of its output holds {@code never}. */
  private static int run(Path file, String command, String option, String value, String never) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Context context = new Context(out, new PrintWriter(err, true), false, false, 0, true, Map.of());
    int exit =
        Main.execute(
            context,
            new AnalysisRunner(new Interruption()),
            command,
            option,
            value,
            file.toString());
    assertThat(err.toString().isEmpty()).as("%s: %s", file, err).isEqualTo(exit == 0);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .as(file.toString())
        .doesNotContainPattern(never);
    return exit;
  }
}
