package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.Golden;
import java.io.ByteArrayOutputStream;
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
}
