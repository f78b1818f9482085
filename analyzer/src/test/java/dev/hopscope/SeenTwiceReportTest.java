package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same traffic in two files, as a capture at the client and one at the broker hold it. */
final class SeenTwiceReportTest {
  @Test
  void aConnectionInTwoFilesIsToldOnce() {
    Path capture = Samples.capture("qos2-to-qos0");
    ReportModel.Summary once = summary(List.of(capture));
    ReportModel.Summary twice = summary(List.of(capture, capture));
    assertThat(once.findings()).isEmpty();
    assertThat(twice.findings()).containsOnlyKeys("seen-twice").containsValue(3L);
    assertThat(twice.packetsByType()).isEqualTo(once.packetsByType());
    assertThat(twice.flows()).isEqualTo(once.flows());
    assertThat(twice.traces()).isEqualTo(once.traces());
    assertThat(twice.deliveries()).isEqualTo(once.deliveries());
    assertThat(twice.latencyNanos()).isEqualTo(once.latencyNanos());
  }

  private static ReportModel.Summary summary(List<Path> files) {
    ReportModel.Summary[] last = new ReportModel.Summary[1];
    ReportSink sink =
        new ReportSink() {
          @Override
          public void summary(ReportModel.Summary summary) {
            last[0] = summary;
          }
        };
    Analyzer.analyze(AnalyzerOptions.DEFAULT, sink).run(files, Progress.NONE);
    return last[0];
  }
}
