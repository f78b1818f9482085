package dev.hopscope.linking;

import static dev.hopscope.testkit.model.ModelOptions.Overlap.COPY_EACH;
import static dev.hopscope.testkit.model.ModelOptions.Overlap.NONE;
import static dev.hopscope.testkit.model.ModelOptions.Overlap.SINGLE_COPY;
import static dev.hopscope.testkit.model.ModelOptions.Payloads.DISTINCT;
import static dev.hopscope.testkit.model.ModelOptions.Payloads.EQUAL;
import static dev.hopscope.testkit.model.ModelOptions.Payloads.FEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.limits.Limit;
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
    return analyze(name, options, LinkOptions.DEFAULT);
  }

  private static LinkLedger analyze(String name, ModelOptions options, LinkOptions link) {
    LinkLedger ledger = run(options, AnalyzerOptions.DEFAULT.withLink(link));
    System.out.printf(
        Locale.ROOT,
        "linking %-44s %,9d deliveries: sole %6.2f %%, ordered %6.2f %%, tie %6.2f %%;"
            + " right in all %7.3f %%; wrong sole %d, wrong ordered %d, unknown %d%n",
        name,
        ledger.told(),
        100 * ledger.share("sole"),
        100 * ledger.share("ordered"),
        100 * ledger.share("tie"),
        100 * ledger.rightShare(),
        ledger.links("sole").wrong,
        ledger.links("ordered").wrong,
        ledger.unknown());
    return ledger;
  }

  private static LinkLedger run(ModelOptions options, AnalyzerOptions analyzer) {
    LinkLedger ledger = new LinkLedger();
    Analyzer.analyze(analyzer, ledger).run(new ModelBroker(options, ledger), Progress.NONE);
    assertThat(ledger.firstWrong()).as("%s", options).isEmpty();
    assertThat(ledger.told()).as("%s", options).isEqualTo(ledger.delivered());
    if (!ledger.groupsCut()) {
      assertThat(ledger.unknown()).as("%s", options).isZero();
    }
    assertThat(ledger.duplicates()).as("%s", options).isZero();
    return ledger;
  }

  private static void assertShares(LinkLedger ledger, double mostTies, double leastRight) {
    assertThat(ledger.share("tie")).isLessThanOrEqualTo(mostTies);
    assertThat(ledger.rightShare()).isGreaterThanOrEqualTo(leastRight);
  }

  /** A steady flow: after one loss, a late broker and a lossy one look the same for ever. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 0,    0, 1",
    "0.3, 0.01, 1, 1",
    "0.3, 0.1,  1, 1",
    "1,   0,    0, 1",
    "1,   0.01, 1, 0.97",
    "1,   0.1,  1, 0.85",
    "3,   0,    1, 0",
    "3,   0.01, 1, 0",
    "3,   0.1,  1, 0"
  })
  void equalPayloads(double delay, double loss, double mostTies, double leastRight) {
    LinkLedger ledger =
        analyze(
            "steady, delay " + delay + ", loss " + loss,
            new ModelOptions().messages(10_000).delay(delay).loss(loss));
    assertShares(ledger, mostTies, leastRight);
  }

  /** With a pause longer than the wait, each burst is a question of its own. */
  @ParameterizedTest
  @CsvSource({
    "0.3, 0,    0,    1",
    "0.3, 0.01, 0.23, 1",
    "0.3, 0.1,  0.85, 1",
    "1,   0,    0,    1",
    "1,   0.01, 0.23, 0.98",
    "1,   0.1,  0.95, 0.88",
    "3,   0,    0,    1",
    "3,   0.01, 0.45, 0.7",
    "3,   0.1,  1,    0"
  })
  void equalPayloadsInBursts(double delay, double loss, double mostTies, double leastRight) {
    LinkLedger ledger =
        analyze(
            "bursts of 50, delay " + delay + ", loss " + loss,
            new ModelOptions().messages(10_000).pause(50, 40_000_000_000L).delay(delay).loss(loss));
    assertShares(ledger, mostTies, leastRight);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0, 0", "0.3, 0.01, 1", "1, 0.01, 1", "3, 0.01, 1"})
  void equalPayloadsOnceASecond(double delay, double loss, double mostTies) {
    ModelOptions options =
        new ModelOptions().messages(3_000).period(1_000_000_000L, 0.1).delay(delay).loss(loss);
    LinkLedger ledger = analyze("1 a second, delay " + delay + ", loss " + loss, options);
    assertShares(ledger, mostTies, 0);
  }

  /** Who knows that his broker is never later than half a period says so, and loses no more. */
  @Test
  void equalPayloadsOnceASecondWithAShortWait() {
    ModelOptions options =
        new ModelOptions().messages(3_000).period(1_000_000_000L, 0.1).delay(0.3).loss(0.01);
    LinkLedger ledger =
        analyze(
            "1 a second, delay 0.3, loss 0.01, wait 0.5 s",
            options,
            LinkOptions.DEFAULT.withWaitNanos(500_000_000L));
    assertShares(ledger, 0, 1);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0, 0, 1", "3, 0, 0.9, 0.99", "0.3, 0.01, 0.8, 1", "3, 0.01, 1, 0.98"})
  void severalPublishersAndQos(double delay, double loss, double mostTies, double leastRight) {
    LinkLedger ledger =
        analyze(
            "3 publishers, QoS 0 to 2, delay " + delay + ", loss " + loss,
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
    assertShares(ledger, mostTies, leastRight);
  }

  @ParameterizedTest
  @CsvSource({
    "SINGLE_COPY, 0.3, 0,    1, 1",
    "COPY_EACH,   0.3, 0,    0, 1",
    "SINGLE_COPY, 3,   0.01, 1, 0.95",
    "COPY_EACH,   3,   0.01, 1, 0"
  })
  void overlapping(
      ModelOptions.Overlap overlap, double delay, double loss, double mostTies, double leastRight) {
    LinkLedger ledger =
        analyze(
            overlap + ", delay " + delay + ", loss " + loss,
            new ModelOptions()
                .messages(5_000)
                .topics(2)
                .publishQos(0, 1, 2)
                .subscribeQos(0, 1)
                .overlap(overlap)
                .delay(delay)
                .loss(loss));
    assertShares(ledger, mostTies, leastRight);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0, 0, 1", "3, 0, 1, 0.8", "0.3, 0.01, 1, 1", "3, 0.01, 1, 0.8"})
  void shareGroups(double delay, double loss, double mostTies, double leastRight) {
    LinkLedger ledger =
        analyze(
            "share groups, delay " + delay + ", loss " + loss,
            new ModelOptions()
                .messages(5_000)
                .topics(2)
                .subscribers(1)
                .share(2, 3)
                .publishQos(0, 1)
                .delay(delay)
                .loss(loss));
    assertShares(ledger, mostTies, leastRight);
  }

  @ParameterizedTest
  @CsvSource({"0.3, 0, 0.7, 0.99", "3, 0, 0.95, 0.99", "0.3, 0.01, 1, 0.99", "3, 0.01, 1, 0.98"})
  void sessionsThatGoOffline(double delay, double loss, double mostTies, double leastRight) {
    LinkLedger ledger =
        analyze(
            "offline sessions, delay " + delay + ", loss " + loss,
            new ModelOptions()
                .messages(5_000)
                .subscribers(3)
                .durable(2, 2_000_000_000L, 1_000_000_000L)
                .publishQos(0, 1, 2)
                .payloads(FEW, 16)
                .delay(delay)
                .loss(loss));
    assertShares(ledger, mostTies, leastRight);
  }

  /** The queue of a session is longer than a group may be; no broker loses its head. */
  @Test
  void aLongQueueOfEqualMessages() {
    LinkLedger ledger =
        analyze(
            "a queue of 6,000",
            new ModelOptions()
                .messages(20_000)
                .durable(1, 20_000_000_000L, 60_000_000_000L)
                .publishQos(1));
    assertShares(ledger, 1, 1);
  }

  @Test
  void aMillionMessagesOfEveryKind() {
    LinkLedger distinct =
        analyze(
            "700,000 distinct payloads, loss 0.01",
            everyKind().messages(700_000).payloads(DISTINCT, 16));
    assertShares(distinct, 0, 1);
    LinkLedger equal =
        analyze(
            "300,000 equal payloads, loss 0.01",
            everyKind().messages(300_000).pause(10, 70_000_000_000L));
    assertShares(equal, 0.2, 0.99);
  }

  private static ModelOptions everyKind() {
    return new ModelOptions()
        .publishers(4)
        .topics(50)
        .subscribers(1)
        .durable(1, 100_000_000_000L, 10_000_000_000L)
        .share(1, 2)
        .period(100_000_000, 0.5)
        .publishQos(0, 0, 0, 1, 2)
        .delay(0.3)
        .loss(0.01);
  }

  /** Many short runs of anything; what they have in common is that nothing sure may be wrong. */
  @Property(tries = 300)
  void anything(@ForAll long seed) {
    Random random = new Random(seed);
    ModelOptions options = anyOptions(random).seed(seed);
    int maxGroup = random.nextBoolean() ? 1024 : 8 << random.nextInt(4);
    run(options, AnalyzerOptions.DEFAULT.withLimit(Limit.GROUP_MEMBERS, maxGroup));
  }

  /** The same where parts of segments are captured late. */
  @Property(tries = 300)
  void anythingWithLateSegments(@ForAll long seed) {
    Random random = new Random(seed);
    ModelOptions options = anyOptions(random).seed(seed).late(pick(random, 0.02, 0.2, 0.6));
    run(options, AnalyzerOptions.DEFAULT);
  }

  /** What was sent before a message was published is none of it, though it be told later. */
  @ParameterizedTest
  @CsvSource({"0.3, 0.02", "0.3, 0.5", "1, 0.5"})
  void lateSegments(double delay, double late) {
    LinkLedger ledger =
        analyze(
            "late " + late + ", delay " + delay,
            new ModelOptions().messages(5_000).delay(delay).late(late));
    assertShares(ledger, 0, 1);
  }

  /** Groups of 16, and a client away for a hundred equal messages: the limit costs it one. */
  @Test
  void aGroupCutInHalfMayForgetAMessage() {
    anything(-6960362729189803995L);
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
