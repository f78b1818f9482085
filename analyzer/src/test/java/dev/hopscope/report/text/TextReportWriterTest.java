package dev.hopscope.report.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.limits.Limit;
import dev.hopscope.report.FakeReport;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Scenarios;
import dev.hopscope.testkit.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextReportWriterTest {
  private static final List<Integer> WIDTHS = List.of(60, 80, 120, 200);
  private static final TextOptions OPTIONS =
      new TextOptions(false, TextOptions.DEFAULT_MAX_TRACES, false);

  static List<String> scenarios() {
    return new ArrayList<>(Scenarios.all().keySet());
  }

  static String text(FakeReport report, Terminal terminal, TextOptions options) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.play(new TextReportWriter(out, terminal, options));
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void printsTheLadderAtEveryWidth(String scenario) {
    for (int width : WIDTHS) {
      String text = text(Scenarios.all().get(scenario), new Terminal(width, false, true), OPTIONS);
      assertThat(text.lines()).allMatch(line -> Columns.of(line) <= width);
      Golden.compare(text, "ladders/" + scenario + "-" + width + ".txt");
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void keepsToAsciiWhereTheLocaleDoes(String scenario) {
    String text = text(Scenarios.all().get(scenario), new Terminal(80, false, false), OPTIONS);
    assertThat(text.chars()).allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7f);
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    Golden.compare(text, "ladders/" + scenario + "-80-ascii.txt");
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void fitsEveryWidthInBothTimeForms(String scenario) {
    for (int width = 60; width <= 140; width++) {
      int columns = width;
      for (boolean utc : new boolean[] {false, true}) {
        String text =
            text(
                Scenarios.all().get(scenario),
                new Terminal(width, false, true),
                new TextOptions(utc, 0, false));
        assertThat(text.lines()).allMatch(line -> Columns.of(line) <= columns);
      }
    }
  }

  @Test
  void coloursChangeNothingButColour() {
    FakeReport report = Scenarios.experiment(2, 0);
    String plain = text(report, new Terminal(80, false, true), OPTIONS);
    String colored = text(report, new Terminal(80, true, true), OPTIONS);
    assertThat(colored).contains("\u001b[33m");
    assertThat(colored.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(plain);
  }

  private static FakeReport large(int traces) {
    FakeReport report = new FakeReport();
    for (int i = 0; i < traces; i++) {
      ReportModel.Flow publish = report.flow("publish", "pub", 2, 1, i, i + 1, i + 2, i + 3);
      report.trace(
          publish, report.delivery(publish, report.flow("delivery", "sub", 0, null, i + 2)));
    }
    return report;
  }

  @Test
  void tellsALargeCaptureByItsTotals() {
    String text = text(large(21), new Terminal(80, false, true), OPTIONS);
    assertThat(text.lines().filter(line -> line.startsWith("Trace "))).hasSize(3);
    Golden.compare(text, "ladders/large-80.txt");
  }

  @Test
  void drawsAllOfASmallOneAndAllWhenAsked() {
    String small = text(large(20), new Terminal(80, false, true), OPTIONS);
    assertThat(small.lines().filter(line -> line.startsWith("Trace "))).hasSize(20);
    String all = text(large(50), new Terminal(80, false, true), new TextOptions(false, 0, false));
    assertThat(all.lines().filter(line -> line.startsWith("Trace "))).hasSize(50);
  }

  @Test
  void drawsNothingForASummary() {
    FakeReport report = Scenarios.experiment(2, 0);
    String text = text(report, new Terminal(80, false, true), new TextOptions(false, 20, true));
    assertThat(text).doesNotContain("Trace 1").contains("Totals").contains("publish hop");
    Golden.compare(text, "ladders/summary-80.txt");
  }

  @Test
  void tellsTimesOfDay() {
    FakeReport report = Scenarios.experiment(2, 0);
    String text = text(report, new Terminal(80, false, true), new TextOptions(true, 20, false));
    Golden.compare(text, "ladders/utc-80.txt");
  }

  @Test
  void aLateDeliveryJoinsItsLadder() {
    FakeReport report = Scenarios.experiment(1, 0);
    ReportModel.Flow late = report.flow("delivery", "sub3", 0, null, 900_000);
    report.late(1, report.delivery(null, late));
    String text = text(report, new Terminal(100, false, true), OPTIONS);
    assertThat(text).contains("to 3 subscribers").contains("broker → sub3");
  }

  @Test
  void aDeliveryAfterItsLadderWasWrittenIsToldAlone() {
    FakeReport report = large(30);
    ReportModel.Flow late = report.flow("delivery", "sub3", 0, null, 900_000);
    report.late(1, report.delivery(null, late));
    String text = text(report, new Terminal(80, false, true), new TextOptions(false, 0, false));
    assertThat(text).contains("Trace 1  one more delivery, after its end");
    assertThat(text).contains("broker → sub3");
  }

  @Test
  void saysWhereStepsAreNoLongerKept() {
    FakeReport report = new FakeReport();
    ReportModel.Flow publish = report.flow("publish", "first", 0, null, 1);
    for (int i = 0; i < (int) Limit.REPORT_FLOWS.defaultMax(); i++) {
      report.flow("publish", "other", 0, null, 2);
    }
    report.trace(publish);
    String text = text(report, new Terminal(80, false, true), OPTIONS);
    assertThat(text).contains("steps no longer kept");
  }

  @Test
  void aFailedWriteIsTold() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    FakeReport report = Scenarios.experiment(0, 0);
    assertThatThrownBy(
            () -> report.play(new TextReportWriter(full, new Terminal(80, false, true), OPTIONS)))
        .isInstanceOf(UncheckedIOException.class);
  }
}
