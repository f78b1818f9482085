package dev.hopscope.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command over every capture there is: schemas hold, lines fit, nothing fails. */
class RealCapturesTest {
  private static final Path ROOT = Path.of(System.getProperty("hopscope.root"));

  private static List<Path> captures() throws IOException {
    List<Path> captures = new ArrayList<>();
    for (Path folder : List.of(ROOT.resolve("sample-pcaps"), ROOT.resolve("../shared/captures"))) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).forEach(captures::add);
        }
      }
    }
    assumeTrue(!captures.isEmpty(), "no captures beside the project");
    return captures;
  }

  private static String run(Path capture, String... options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    Context context = new Context(out, new PrintWriter(err, true), false, false, 0, true, Map.of());
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(capture.toString());
    int exit =
        Main.execute(
            context, new AnalysisRunner(new Interruption()), arguments.toArray(String[]::new));
    assertThat(exit).as("%s %s: %s", arguments, exit, err).isIn(0, 3);
    // every failure is told, in one line each
    assertThat(err.toString().isEmpty()).as("%s: %s", arguments, err).isEqualTo(exit == 0);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void jsonKeepsToItsSchemas() throws IOException {
    for (Path capture : captures()) {
      String lines = run(capture, "analyze", "--format", "jsonl");
      Schemas.lines(Schemas.Format.ANALYZE_JSONL, lines);
      Schemas.document(Schemas.Format.ANALYZE, run(capture, "analyze", "--format", "json"));
      String redacted = run(capture, "analyze", "--redact", "--format", "jsonl");
      assertThat(redacted.lines().count()).isEqualTo(lines.lines().count());
      Schemas.lines(Schemas.Format.ANALYZE_JSONL, redacted);
      Schemas.lines(Schemas.Format.DECODE_JSONL, run(capture, "decode", "--format", "jsonl"));
      for (String table : List.of("topics", "clients", "connections")) {
        Schemas.document(Schemas.Format.TABLES, run(capture, table, "--format", "json"));
      }
    }
  }

  @Test
  void textFitsAndHoldsNoControlCharacter() throws IOException {
    for (Path capture : captures()) {
      for (String command : List.of("analyze", "decode", "topics", "clients", "connections")) {
        String text = run(capture, command, "--width", "80");
        assertThat(text.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 80);
        assertThat(text.chars()).noneMatch(c -> c < 0x20 && c != '\n' || c >= 0x7f && c < 0xa0);
      }
    }
  }
}
