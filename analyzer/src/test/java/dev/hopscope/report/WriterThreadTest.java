package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.report.json.JsonlReportWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WriterThreadTest {
  private static final ReportModel.Gap GAP =
      new ReportModel.Gap(1, 1, "client-to-server", 120, 5L, "acked-unseen", 7);

  static List<String> scenarios() {
    return List.copyOf(Scenarios.all().keySet());
  }

  /** A sink that does something with each gap. */
  private static ReportSink onGap(Runnable action) {
    return new ReportSink() {
      @Override
      public void gap(ReportModel.Gap gap) {
        action.run();
      }
    };
  }

  private static boolean running() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(each -> each.getName().equals("report-writer"));
  }

  private static byte[] lines(FakeReport report, boolean threaded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonlReportWriter writer = new JsonlReportWriter(out, "0.1.0");
    if (threaded) {
      try (WriterThread thread = new WriterThread(writer)) {
        report.play(thread);
        // not before the end of the block: the summary waits
        return out.toByteArray();
      }
    }
    report.play(writer);
    return out.toByteArray();
  }

  @Test
  void goesOnAfterAnIdleThatFillsABatch() {
    AtomicInteger gaps = new AtomicInteger();
    int handed = 0;
    try (WriterThread thread = new WriterThread(onGap(gaps::incrementAndGet))) {
      for (int fill = 1000; fill < 1050; fill++) {
        for (int i = 0; i < fill; i++) {
          thread.gap(GAP);
          handed++;
        }
        thread.idle();
      }
    }
    assertThat(gaps).hasValue(handed);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void theReportIsTheSame(String scenario) {
    FakeReport report = Scenarios.all().get(scenario);
    assertThat(lines(report, true)).isEqualTo(lines(report, false));
    assertThat(running()).isFalse();
  }

  @Test
  void keepsTheOrderOverManyBatches() {
    List<Long> frames = new ArrayList<>();
    ReportSink sink =
        new ReportSink() {
          @Override
          public void gap(ReportModel.Gap gap) {
            frames.add(gap.frame());
          }
        };
    int count = 100_000;
    try (WriterThread thread = new WriterThread(sink)) {
      for (long i = 0; i < count; i++) {
        thread.gap(new ReportModel.Gap(1, 1, "client-to-server", i, null, "acked-unseen", i));
      }
    }
    assertThat(frames).hasSize(count).isSorted();
  }

  @Test
  void whatWasHandedOverIsThereSoonAfterIdle() throws InterruptedException {
    CountDownLatch flushed = new CountDownLatch(2);
    ReportSink sink =
        new ReportSink() {
          @Override
          public void gap(ReportModel.Gap gap) {
            flushed.countDown();
          }

          @Override
          public void idle() {
            flushed.countDown();
          }
        };
    try (WriterThread thread = new WriterThread(sink)) {
      thread.gap(GAP);
      thread.idle();
      assertThat(flushed.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAnalysisThatIsFasterWaits() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger handed = new AtomicInteger();
    WriterThread thread =
        new WriterThread(
            onGap(
                () -> {
                  try {
                    goOn.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }));
    Thread analysis =
        new Thread(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                thread.gap(GAP);
                handed.incrementAndGet();
              }
              thread.close();
            });
    analysis.start();
    while (analysis.getState() != Thread.State.WAITING) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertThat(handed.get()).isBetween(5_000, 20_000);
    goOn.countDown();
    analysis.join();
    assertThat(handed.get()).isEqualTo(100_000);
  }

  @Test
  void aFailureReachesTheAnalysisAsItIs() {
    UncheckedIOException full = new UncheckedIOException(new IOException("No space left"));
    AtomicInteger calls = new AtomicInteger();
    ReportSink failing =
        onGap(
            () -> {
              calls.incrementAndGet();
              throw full;
            });
    try (WriterThread thread = new WriterThread(failing)) {
      assertThatThrownBy(
              () -> {
                while (true) {
                  thread.gap(GAP);
                }
              })
          .isSameAs(full);
    }
    assertThat(calls).hasValue(1);
    assertThat(running()).isFalse();
  }

  @Test
  void theSummaryTellsOfAFailureOfTheLastBatch() {
    OutOfMemoryError error = new OutOfMemoryError("as if");
    FakeReport report = Scenarios.experiment(0, 0);
    ReportSink failing =
        new ReportSink() {
          @Override
          public void summary(ReportModel.Summary summary) {
            throw error;
          }
        };
    try (WriterThread thread = new WriterThread(failing)) {
      assertThatThrownBy(() -> report.play(thread)).isSameAs(error);
    }
    assertThat(running()).isFalse();
  }

  @Test
  void anAnalysisThatFailsLeavesNoThread() {
    AtomicInteger calls = new AtomicInteger();
    assertThatThrownBy(
            () -> {
              try (WriterThread thread = new WriterThread(onGap(calls::incrementAndGet))) {
                thread.gap(GAP);
                throw new IllegalArgumentException("a bug");
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoSuppressedExceptions();
    assertThat(calls).hasValue(1);
    assertThat(running()).isFalse();
  }
}
