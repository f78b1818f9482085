package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.DamagedCapture.Damage;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An analysis on two threads tells what one on a single thread tells; only the counts of a
 * connection that is cited while it is open may be those of its latest packet.
 */
class TwoThreadsTest {
  private static final String PARTIAL = ",\"partial\":true}";
  private static final int VARIANTS_OF_EACH_DAMAGE = 4;

  static List<Path> captures() throws IOException {
    List<Path> captures = new ArrayList<>(OutsideCaptures.mqtt());
    Samples.cases().forEach(folder -> captures.add(folder.resolve("capture.pcapng")));
    return captures;
  }

  @ParameterizedTest
  @MethodSource("captures")
  void theReportIsTheSame(Path file) throws IOException {
    DamagedCapture whole = DamagedCapture.read(file);
    assertThat(report(whole, true))
        .contains("\"kind\":\"summary\"")
        .isEqualTo(report(whole, false));
    Random seeds = new Random(7);
    for (Damage damage : Damage.values()) {
      for (int i = 0; i < VARIANTS_OF_EACH_DAMAGE; i++) {
        long seed = seeds.nextLong();
        DamagedCapture damaged = whole.damaged(damage, new Random(seed));
        assertThat(report(damaged, true))
            .as(damage + ", seed " + seed + "L")
            .isEqualTo(report(damaged, false));
      }
    }
  }

  private static String report(DamagedCapture capture, boolean onTwoThreads) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonlReportWriter writer = new JsonlReportWriter(out, "0.1.0");
    Analyzer analyzer = Analyzer.analyze(AnalyzerOptions.DEFAULT, writer, onTwoThreads);
    analyzer.run(capture.source(), Progress.NONE);
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !(line.startsWith("{\"kind\":\"connection\"") && line.endsWith(PARTIAL)))
        .collect(Collectors.joining("\n"));
  }

  /** A sink that fails at its first trace. */
  private static final class Failing implements ReportSink {
    final RuntimeException failure = new UncheckedIOException(new IOException("pipe closed"));
    final AtomicInteger called = new AtomicInteger();

    @Override
    public void trace(ReportModel.Trace trace) {
      called.incrementAndGet();
      throw failure;
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void whatTheSinkThrowsIsThrownByTheRun() throws IOException {
    Failing sink = new Failing();
    Analyzer analyzer = Analyzer.analyze(AnalyzerOptions.DEFAULT, sink, true);
    CaptureSource source = DamagedCapture.read(Samples.capture("qos2-to-qos0")).source();
    assertThatThrownBy(() -> analyzer.run(source, Progress.NONE)).isSameAs(sink.failure);
    assertThat(sink.called).hasValue(1);
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("analysis") && thread.isAlive());
  }
}
