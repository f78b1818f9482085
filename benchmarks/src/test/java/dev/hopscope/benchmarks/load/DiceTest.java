package dev.hopscope.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DiceTest {
  /** The first numbers that the published SplitMix64 gives for the seed 1234567. */
  @Test
  void isSplitMix64() {
    Dice dice = new Dice(1_234_567);
    assertThat(dice.nextLong()).isEqualTo(6_457_827_717_110_365_317L);
    assertThat(dice.nextLong()).isEqualTo(3_203_168_211_198_807_973L);
    assertThat(dice.nextLong()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void staysBetweenItsBounds() {
    Dice dice = new Dice(7);
    int[] seen = new int[3];
    for (int i = 0; i < 3_000; i++) {
      seen[dice.between(5, 7) - 5]++;
    }
    assertThat(Arrays.stream(seen).min().orElseThrow()).isGreaterThan(900);
  }
}
