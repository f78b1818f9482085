package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import dev.hopscope.testkit.Golden;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sample case gives its expected report: {@code expected.jsonl} for machines, {@code
 * expected.txt} as a person sees it.
 *
 * <p>Update with {@code mvn -pl analyzer test -Dtest=SampleReportsTest -Dhopscope.update=true},
 * then read the difference; in CI that is refused.
 */
final class SampleReportsTest {
  private static final Terminal TERMINAL = new Terminal(110, false, true);

  static Stream<Path> cases() throws IOException {
    return Samples.cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void jsonLines(Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run(folder, Analyzer.analyze(AnalyzerOptions.DEFAULT, new JsonlReportWriter(out, "sample")));
    String report = text(folder, out);
    Schemas.lines(Schemas.Format.ANALYZE_JSONL, report);
    Golden.compare(report, folder.resolve("expected.jsonl"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void ladders(Path folder) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TextOptions options = new TextOptions(false, 20, false);
    TextReportWriter writer = new TextReportWriter(out, TERMINAL, options);
    run(folder, Analyzer.analyze(AnalyzerOptions.DEFAULT, writer));
    Golden.compare(text(folder, out), folder.resolve("expected.txt"));
  }

  private static void run(Path folder, Analyzer analyzer) {
    RunResult result =
        analyzer.run(List.of(fromHere(folder).resolve("capture.pcapng")), Progress.NONE);
    assertThat(result.problems()).isEmpty();
  }

  // the report names the file as it was given, and a longer name may break lines elsewhere: it must
  // not depend on where the project lies
  private static Path fromHere(Path folder) {
    return Path.of("").toAbsolutePath().relativize(folder.toAbsolutePath());
  }

  private static String text(Path folder, ByteArrayOutputStream out) {
    return out.toString(StandardCharsets.UTF_8)
        .replace(fromHere(folder).getParent() + "/", "sample-pcaps/");
  }
}
