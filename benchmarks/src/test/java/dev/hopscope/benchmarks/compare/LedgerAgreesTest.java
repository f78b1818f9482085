package dev.hopscope.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.benchmarks.compare.Expected.Told;
import dev.hopscope.benchmarks.load.GenerateCapture;
import dev.hopscope.benchmarks.load.LoadOptions;
import dev.hopscope.benchmarks.load.Variant;
import dev.hopscope.report.json.JsonlReportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The analyzer counts in generated captures what their ledgers say, flow by flow. */
class LedgerAgreesTest {
  @TempDir Path folder;

  private JsonNode ledger;

  private byte[] generate(Variant variant) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LoadOptions options = LoadOptions.of(variant, 20_000, 5);
    ledger = new ObjectMapper().valueToTree(GenerateCapture.generate(options, out, frames -> {}));
    return out.toByteArray();
  }

  private List<String> differences(byte[] capture) throws IOException {
    Path file = Files.write(folder.resolve("capture.pcap"), capture);
    Path report = folder.resolve("report.jsonl");
    try (OutputStream out = Files.newOutputStream(report)) {
      Analyzer.analyze(AnalyzerOptions.DEFAULT, new JsonlReportWriter(out, "0"))
          .run(List.of(file), Progress.NONE);
    }
    return new Expected(ledger).differences(Told.REPORT, ReportLines.counts(report));
  }

  @ParameterizedTest
  @EnumSource
  void onEveryCount(Variant variant) throws IOException {
    assertThat(differences(generate(variant))).isEmpty();
  }

  @Test
  void notWhereTheCaptureLacksItsEnd() throws IOException {
    byte[] capture = generate(Variant.CLEAN);
    assertThat(differences(Arrays.copyOf(capture, capture.length - 100)))
        .contains("frames is 19998 instead of 20000");
  }
}
