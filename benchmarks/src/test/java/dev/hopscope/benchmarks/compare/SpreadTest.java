package dev.hopscope.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void hasMedianAndRange() {
    assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
    assertThat(Spread.of(List.of(4.0, 1.0))).isEqualTo(new Spread(2.5, 1, 4));
    assertThat(new Spread(1_234.567, 1, 2_000).both(1)).isEqualTo("1,234.6 (1.0 .. 2,000.0)");
  }

  @Test
  void ofRatiosComparesRunsOfOneRound() {
    assertThat(Spread.ofRatios(List.of(10.0, 30.0, 20.0), List.of(1.0, 2.0, 5.0)))
        .isEqualTo(new Spread(10, 4, 15));
  }
}
