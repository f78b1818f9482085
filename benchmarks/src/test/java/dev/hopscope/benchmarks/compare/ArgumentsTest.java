package dev.hopscope.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
  private static final Path ROOT = Path.of("/root");

  @Test
  void areTenMillionFramesUnlessTold() {
    Settings settings = Arguments.parse(ROOT, List.of());
    assertThat(settings.frames()).isEqualTo(10_000_000);
    assertThat(settings.tsharkFrames()).isEqualTo(1_000_000);
    assertThat(settings.memoryFrames()).containsExactly(10_000_000L);
    assertThat(settings.folder()).isEqualTo(Path.of("/root/benchmarks/target/captures"));
  }

  @Test
  void mayChangeWhatQuickMeans() {
    Settings settings =
        Arguments.parse(ROOT, List.of("--quick", "--runs", "2", "--memory", "5000,100000000"));
    assertThat(settings.frames()).isEqualTo(200_000);
    assertThat(settings.runs()).isEqualTo(2);
    assertThat(settings.memoryFrames()).containsExactly(5_000L, 100_000_000L);
    assertThat(settings.leastOverTshark()).isPositive();
  }

  @Test
  void areRefusedWhereNotKnown() {
    for (List<String> wrong :
        List.of(List.of("--fast", "1"), List.of("--runs"), List.of("--runs", "0"))) {
      assertThatThrownBy(() -> Arguments.parse(ROOT, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
