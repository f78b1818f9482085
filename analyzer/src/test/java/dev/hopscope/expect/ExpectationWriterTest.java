package dev.hopscope.expect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.expect.EditedCapture.Defect;
import dev.hopscope.expect.Verdict.Status;
import dev.hopscope.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written from a capture is read again, holds for it, and not for what differs. */
final class ExpectationWriterTest {
  static Stream<Arguments> casesAndLevels() throws IOException {
    List<Arguments> all = new ArrayList<>();
    for (Path folder : Samples.cases().toList()) {
      for (Level level : Level.values()) {
        all.add(Arguments.of(folder.getFileName().toString(), level));
      }
    }
    return all.stream();
  }

  private static String write(Path file, Level level) {
    ExpectationWriter writer = new ExpectationWriter(level, "capture.pcapng");
    Analyzer.analyze(AnalyzerOptions.DEFAULT, writer).run(List.of(file), Progress.NONE);
    assertThat(writer.losses()).isEmpty();
    return writer.text();
  }

  @ParameterizedTest
  @MethodSource("casesAndLevels")
  void everySamplePassesItsOwn(String name, Level level) throws IOException {
    String yaml = write(Samples.capture(name), level);
    assertThat(ExpectationSchemaTest.validate(yaml)).as(yaml).isEmpty();
    assertThat(write(Samples.capture(name), level)).isEqualTo(yaml);
    assertThat(EditedCapture.check(Samples.capture(name), yaml))
        .hasSizeGreaterThan(5)
        .allSatisfy(each -> assertThat(each.status()).as("%s", each).isEqualTo(Status.PASS));
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void everyDefectIsNoticedAtEveryLevel(Level level, @TempDir Path folder) throws IOException {
    Path good = folder.resolve("good.pcapng");
    Files.write(good, EditedCapture.of(Defect.NONE).pcapng());
    String yaml = write(good, level);
    for (Defect defect : Defect.values()) {
      Status worst = Verdict.worst(EditedCapture.check(EditedCapture.of(defect), yaml));
      boolean good1 =
          defect == Defect.NONE || defect == Defect.SLOW_DELIVERY && level == Level.SHAPE;
      assertThat(worst == Status.PASS).as("%s at %s: %s", defect, level, worst).isEqualTo(good1);
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void hostileNamesAreReadAgainAsTheyAre(Level level, @TempDir Path folder) throws IOException {
    Path file = folder.resolve("hostile.pcapng");
    Files.write(file, EditedCapture.hostile().pcapng());
    String yaml = write(file, level);
    assertThat(yaml).doesNotContain("\u0007", "\u202e");
    assertThat(EditedCapture.check(file, yaml))
        .hasSizeGreaterThan(5)
        .allSatisfy(each -> assertThat(each.status()).as("%s", each).isEqualTo(Status.PASS));
  }
}
