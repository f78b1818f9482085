package dev.hopscope.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every target with a fixed number of mutations of the sample captures, the same in every build.
 * {@code -Dhopscope.fresh=true} takes others, and outside captures too; {@code
 * -Dhopscope.fuzz.factor=10} takes ten times as many. A failure names its seed and its input.
 */
class MutatedSeedsTest {
  private static final boolean FRESH = Boolean.getBoolean("hopscope.fresh");
  private static final int FACTOR = Integer.getInteger("hopscope.fuzz.factor", 1);
  private static final long SEED = FRESH ? new Random().nextLong() : 20_261_121;

  @ParameterizedTest
  @EnumSource
  void mutations(FuzzTarget target) throws IOException {
    List<byte[]> seeds = FRESH ? Seeds.all(target) : Seeds.ofSamples(target);
    Mutator mutator = new Mutator(seeds, SEED);
    int count = target.inputsInABuild * FACTOR;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      byte[] input = mutator.next();
      try {
        target.check(input);
      } catch (Throwable e) {
        Path file = Files.createDirectories(Path.of("target", "fuzz")).resolve(target + "-" + i);
        Files.write(file, input);
        throw new AssertionError(target + ", seed " + SEED + ", input " + file.toAbsolutePath(), e);
      }
    }
    System.out.printf(
        "fuzz: %s: %d inputs of %d seeds in %d ms%n",
        target, count, seeds.size(), (System.nanoTime() - start) / 1_000_000);
  }

  @Test
  void aBuildSeesTwoHundredThousandInputs() {
    int inputs = Arrays.stream(FuzzTarget.values()).mapToInt(each -> each.inputsInABuild).sum();
    System.out.println("fuzz: " + inputs + " mutated inputs in a build");
    assertThat(inputs).isGreaterThanOrEqualTo(200_000);
  }
}
