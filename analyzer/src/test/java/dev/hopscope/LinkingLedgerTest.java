package dev.hopscope;

import static dev.hopscope.testkit.model.ModelOptions.Overlap.COPY_EACH;
import static dev.hopscope.testkit.model.ModelOptions.Overlap.NONE;
import static dev.hopscope.testkit.model.ModelOptions.Overlap.SINGLE_COPY;
import static dev.hopscope.testkit.model.ModelOptions.Payloads.DISTINCT;
import static dev.hopscope.testkit.model.ModelOptions.Payloads.EQUAL;
import static dev.hopscope.testkit.model.ModelOptions.Payloads.FEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.model.ModelBroker;
import dev.hopscope.testkit.model.ModelOptions;
import dev.hopscope.trace.LinkOptions;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Linking against the ledger of the model broker: with all publish hops captured, no link that is
 * called sure is wrong, and no delivery is without its message.
 */
class LinkingLedgerTest {
  private static LinkLedger analyze(String name, ModelOptions options) {
    LinkLedger ledger = new LinkLedger();
    long start = System.nanoTime();
    Analyzer.analyze(AnalyzerOptions.DEFAULT, ledger)
        .run(new ModelBroker(options, ledger), Progress.NONE);
    System.out.printf(
        Locale.ROOT,
        "linking %-34s %,8d deliveries: sole %6.2f %%, ordered %6.2f %%, tie %6.2f %%;"
            + " right %7.3f %%, unknown %d, duplicates %d, wrong sole %d, wrong ordered %d, %d ms%n",
        name,
        ledger.told(),
        100.0 * ledger.links("sole").all() / ledger.told(),
        100.0 * ledger.links("ordered").all() / ledger.told(),
        100.0 * ledger.tieShare(),
        100.0 * ledger.rightShare(),
        ledger.unknown(),
        ledger.duplicates(),
        ledger.links("sole").wrong,
        ledger.links("ordered").wrong,
        (System.nanoTime() - start) / 1_000_000);
    assertThat(ledger.firstWrong()).isEmpty();
    assertThat(ledger.told()).isEqualTo(ledger.delivered());
    assertThat(ledger.unknown()).isZero();
    return ledger;
  }

  @ParameterizedTest
  @CsvSource({
    "0.3, 0",
    "0.3, 0.01",
    "0.3, 0.1",
    "1, 0",
    "1, 0.01",
    "1, 0.1",
    "3, 0",
    "3, 0.01",
    "3, 0.1"
  })
  void equalPayloads(double delay, double loss) {
    analyze(
        "delay " + delay + " loss " + loss,
        new ModelOptions().messages(20_000).delay(delay).loss(loss));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.01", "1, 0.01", "3, 0.01"})
  void equalPayloadsOnceASecond(double delay, double loss) {
    analyze(
        "1/s delay " + delay + " loss " + loss,
        new ModelOptions().messages(5_000).period(1_000_000_000L, 0.1).delay(delay).loss(loss));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0.01", "1, 0.01", "3, 0.01"})
  void equalPayloadsInBursts(double delay, double loss) {
    analyze(
        "bursts delay " + delay + " loss " + loss,
        new ModelOptions().messages(20_000).pause(50, 40_000_000_000L).delay(delay).loss(loss));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0", "3, 0", "0.3, 0.01", "3, 0.01"})
  void severalPublishersAndQos(double delay, double loss) {
    analyze(
        "3 publishers, QoS 0-2, delay " + delay + " loss " + loss,
        new ModelOptions()
            .messages(5_000)
            .publishers(3)
            .topics(2)
            .subscribers(3)
            .publishQos(0, 1, 2)
            .subscribeQos(0, 1, 2)
            .payloads(FEW, 16)
            .delay(delay)
            .loss(loss));
  }

  @ParameterizedTest
  @CsvSource({
    "SINGLE_COPY, 0.3, 0",
    "COPY_EACH, 0.3, 0",
    "SINGLE_COPY, 3, 0.01",
    "COPY_EACH, 3, 0.01"
  })
  void overlapping(ModelOptions.Overlap overlap, double delay, double loss) {
    analyze(
        overlap + " delay " + delay + " loss " + loss,
        new ModelOptions()
            .messages(5_000)
            .topics(2)
            .publishQos(0, 1, 2)
            .subscribeQos(0, 1)
            .overlap(overlap)
            .delay(delay)
            .loss(loss));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0", "3, 0", "0.3, 0.01", "3, 0.01"})
  void shareGroups(double delay, double loss) {
    analyze(
        "share groups, delay " + delay + " loss " + loss,
        new ModelOptions()
            .messages(10_000)
            .topics(2)
            .subscribers(1)
            .share(2, 3)
            .publishQos(0, 1)
            .delay(delay)
            .loss(loss));
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0", "3, 0", "0.3, 0.01", "3, 0.01"})
  void sessionsThatGoOffline(double delay, double loss) {
    analyze(
        "offline, delay " + delay + " loss " + loss,
        new ModelOptions()
            .messages(10_000)
            .subscribers(3)
            .durable(2, 2_000_000_000L, 1_000_000_000L)
            .publishQos(0, 1, 2)
            .payloads(FEW, 16)
            .delay(delay)
            .loss(loss));
  }

  @Test
  void aMillionMessages() {
    LinkLedger ledger =
        analyze(
            "a million",
            new ModelOptions()
                .messages(1_000_000)
                .publishers(4)
                .topics(100)
                .subscribers(1)
                .period(100_000_000, 0.5)
                .publishQos(0, 0, 0, 1, 2)
                .payloads(DISTINCT, 16)
                .delay(0.3)
                .loss(0.01));
    assertThat(ledger.delivered()).isGreaterThan(900_000);
  }

  /** Many short runs of anything; what they have in common is that nothing sure may be wrong. */
  @Property(tries = 1000)
  void anything(@ForAll long seed) {
    Random random = new Random(seed);
    ModelOptions options = anyOptions(random).seed(seed);
    int maxGroup = random.nextBoolean() ? 1024 : 8 << random.nextInt(4);
    LinkOptions link = LinkOptions.DEFAULT;
    AnalyzerOptions analysis =
        AnalyzerOptions.DEFAULT.withLink(
            new LinkOptions(
                link.waitNanos(),
                link.holdNanos(),
                link.lingerNanos(),
                link.maxMessages(),
                link.maxSlots(),
                link.maxQueued(),
                maxGroup));
    LinkLedger ledger = new LinkLedger();
    Analyzer.analyze(analysis, ledger).run(new ModelBroker(options, ledger), Progress.NONE);
    String told = options + ", groups of " + maxGroup;
    assertThat(ledger.firstWrong()).as(told).isEmpty();
    assertThat(ledger.told()).as(told).isEqualTo(ledger.delivered());
    assertThat(ledger.unknown()).as(told).isZero();
  }

  private static ModelOptions anyOptions(Random random) {
    ModelOptions options =
        new ModelOptions()
            .messages(20 + random.nextInt(300))
            .publishers(1 + random.nextInt(2))
            .subscribers(1 + random.nextInt(2))
            .topics(1 + random.nextInt(2))
            .publishQos(random.ints(1 + random.nextInt(2), 0, 3).toArray())
            .subscribeQos(random.ints(1 + random.nextInt(2), 0, 3).toArray())
            .period(pick(random, 10_000_000L, 300_000_000L, 1_000_000_000L), 0.5)
            .delay(pick(random, 0.1, 0.3, 1.0, 3.0))
            .loss(pick(random, 0.0, 0.02, 0.2))
            .payloads(pick(random, EQUAL, EQUAL, FEW, DISTINCT), 16)
            .overlap(pick(random, NONE, NONE, SINGLE_COPY, COPY_EACH));
    if (random.nextInt(4) == 0) {
      options.share(1, 2);
      if (random.nextBoolean()) {
        options.shareMembersSubscribe();
      }
    }
    if (random.nextInt(3) == 0) {
      options.durable(1, 20_000_000_000L, pick(random, 1_000_000_000L, 60_000_000_000L));
      if (random.nextBoolean()) {
        options.queueQos0();
      }
    }
    if (random.nextInt(3) == 0) {
      options.pause(5 + random.nextInt(40), pick(random, 2_000_000_000L, 40_000_000_000L));
    }
    return options;
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }
}
