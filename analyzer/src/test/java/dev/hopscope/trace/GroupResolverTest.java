package dev.hopscope.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * {@link GroupResolver} against brute force: of all order-preserving assignments of some deliveries
 * to some messages, none before its message, the best has the most pairs, then the least total
 * latency.
 *
 * <p>LINKING leaves questions open, decided so: "pairs of the expected QoS first" means that each
 * QoS is assigned on its own, by the rule above, and then what is left among itself, even if fewer
 * pairs are possible then (a broker that delivers at the QoS it should never loses one by this);
 * messages of equal time are equally good.
 */
class GroupResolverTest {
  private static final int MOST = 8;

  /** How good an assignment is. */
  private record Score(int pairs, long latency) {
    static final Score NONE = new Score(0, 0);

    boolean betterThan(Score other) {
      return pairs > other.pairs || pairs == other.pairs && latency < other.latency;
    }

    Score with(long nanos) {
      return new Score(pairs + 1, latency + nanos);
    }
  }

  /** A group made by chance; times lie close, so that many are equal. */
  private static final class Case {
    final long[] messages;
    final int[] expected;
    final long[] deliveries;
    final int[] delivered;
    boolean[][] allowed;

    Case(Random random, int levels) {
      messages = times(random);
      deliveries = times(random);
      expected = random.ints(messages.length, 0, levels).toArray();
      delivered = random.ints(deliveries.length, 0, levels).toArray();
      allowed = new boolean[messages.length][deliveries.length];
      for (boolean[] row : allowed) {
        Arrays.fill(row, true);
      }
    }

    private static long[] times(Random random) {
      return random.longs(random.nextInt(MOST + 1), 0, 12).sorted().toArray();
    }

    int[] assign() {
      return GroupResolver.assign(
          messages, expected, deliveries, delivered, (m, d) -> allowed[m][d], false);
    }

    /** Whether every delivery found a message of its QoS not taken when it joined the group. */
    boolean everyDeliveryHadRoom() {
      int[] room = new int[3];
      int m = 0;
      for (int d = 0; d < deliveries.length; d++) {
        while (m < messages.length && messages[m] <= deliveries[d]) {
          room[expected[m++]]++;
        }
        if (--room[delivered[d]] < 0) {
          return false;
        }
      }
      return true;
    }

    /** The best score that the chosen messages and deliveries allow. */
    Score best(IntPredicate messageChosen, IntPredicate deliveryChosen) {
      return best(0, 0, messageChosen, deliveryChosen);
    }

    // delivery d stays without a message, or takes any from m on
    private Score best(int m, int d, IntPredicate messageChosen, IntPredicate deliveryChosen) {
      if (d == deliveries.length) {
        return Score.NONE;
      }
      Score best = best(m, d + 1, messageChosen, deliveryChosen);
      for (int i = m; deliveryChosen.test(d) && i < messages.length; i++) {
        if (messageChosen.test(i) && messages[i] <= deliveries[d] && allowed[i][d]) {
          Score score =
              best(i + 1, d + 1, messageChosen, deliveryChosen).with(deliveries[d] - messages[i]);
          best = score.betterThan(best) ? score : best;
        }
      }
      return best;
    }

    Score score(int[] assigned, IntPredicate deliveryCounts) {
      Score score = Score.NONE;
      for (int d = 0; d < assigned.length; d++) {
        if (assigned[d] >= 0 && deliveryCounts.test(d)) {
          score = score.with(deliveries[d] - messages[assigned[d]]);
        }
      }
      return score;
    }

    boolean equalQos(int[] assigned, int d) {
      return assigned[d] >= 0 && expected[assigned[d]] == delivered[d];
    }
  }

  private static void assertOrderPreserving(List<Integer> messages) {
    assertThat(messages).isSorted().doesNotHaveDuplicates();
  }

  private static List<Integer> served(int[] assigned, IntPredicate deliveryCounts) {
    List<Integer> messages = new ArrayList<>();
    for (int d = 0; d < assigned.length; d++) {
      if (assigned[d] >= 0 && deliveryCounts.test(d)) {
        messages.add(assigned[d]);
      }
    }
    return messages;
  }

  @Property(tries = 5000)
  void ofOneQosTheBestOfAllIsFound(@ForAll long seed) {
    Case group = new Case(new Random(seed), 1);
    int[] assigned = group.assign();
    assertOrderPreserving(served(assigned, d -> true));
    assertThat(group.score(assigned, d -> true)).isEqualTo(group.best(m -> true, d -> true));
  }

  @Property(tries = 5000)
  void ofSeveralQosEachIsBestOnItsOwnAndTheRestAmongItself(@ForAll long seed) {
    Case group = new Case(new Random(seed), 3);
    int[] assigned = group.assign();
    for (int qos = 0; qos <= 2; qos++) {
      int level = qos;
      IntPredicate equal = d -> group.delivered[d] == level && group.equalQos(assigned, d);
      assertOrderPreserving(served(assigned, equal));
      assertThat(group.score(assigned, equal))
          .isEqualTo(group.best(m -> group.expected[m] == level, d -> group.delivered[d] == level));
    }
    IntPredicate unequal = d -> !group.equalQos(assigned, d);
    List<Integer> first = served(assigned, unequal.negate());
    assertOrderPreserving(served(assigned, unequal));
    assertThat(group.score(assigned, unequal))
        .isEqualTo(group.best(m -> !first.contains(m), unequal));
    assertThat(served(assigned, d -> true)).doesNotHaveDuplicates();
  }

  @Property(tries = 5000)
  void whoeverHadRoomIsServed(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int levels) {
    Case group = new Case(new Random(seed), levels);
    if (group.everyDeliveryHadRoom()) {
      assertThat(group.assign()).doesNotContain(-1);
    }
  }

  @Property(tries = 2000)
  void withoutLossFirstInIsFirstOut(@ForAll long seed) {
    Random random = new Random(seed);
    Case group = new Case(random, 1);
    if (group.everyDeliveryHadRoom() && group.messages.length == group.deliveries.length) {
      int[] assigned = group.assign();
      for (int d = 0; d < assigned.length; d++) {
        assertThat(assigned[d]).isEqualTo(d);
      }
    }
  }

  /** Where a group is cut, the head of a queue is served first, whatever is behind it. */
  @Property(tries = 2000)
  void aboveQos0InOrderIfAskedTo(@ForAll long seed) {
    Case group = new Case(new Random(seed), 1);
    boolean room = group.everyDeliveryHadRoom();
    Arrays.fill(group.expected, 1);
    Arrays.fill(group.delivered, 1);
    int[] assigned =
        GroupResolver.assign(
            group.messages,
            group.expected,
            group.deliveries,
            group.delivered,
            (m, d) -> group.allowed[m][d],
            true);
    assertOrderPreserving(served(assigned, d -> true));
    assertThat(served(assigned, d -> true))
        .hasSize(group.best(m -> true, d -> true).pairs())
        .isEqualTo(IntStream.range(0, served(assigned, d -> true).size()).boxed().toList());
    if (room) {
      assertThat(assigned).doesNotContain(-1);
    }
  }

  /** A client that subscribes again with another identifier: earlier messages bear the first. */
  @Property(tries = 5000)
  void anIdentifierThatChangedAtOnceStillGivesTheBest(@ForAll long seed) {
    Random random = new Random(seed);
    Case group = new Case(random, 1);
    int oldMessages = random.nextInt(group.messages.length + 1);
    int oldDeliveries = random.nextInt(group.deliveries.length + 1);
    for (int m = 0; m < group.messages.length; m++) {
      for (int d = 0; d < group.deliveries.length; d++) {
        group.allowed[m][d] = m < oldMessages == d < oldDeliveries;
      }
    }
    int[] assigned = group.assign();
    assertOrderPreserving(served(assigned, d -> true));
    assertThat(group.score(assigned, d -> true)).isEqualTo(group.best(m -> true, d -> true));
  }

  @Property(tries = 2000)
  void onlyAllowedPairsInOrder(@ForAll long seed) {
    Random random = new Random(seed);
    Case group = new Case(random, 1);
    for (boolean[] row : group.allowed) {
      for (int d = 0; d < row.length; d++) {
        row[d] = random.nextInt(3) > 0;
      }
    }
    int[] assigned = group.assign();
    assertOrderPreserving(served(assigned, d -> true));
    for (int d = 0; d < assigned.length; d++) {
      if (assigned[d] >= 0) {
        assertThat(group.allowed[assigned[d]][d]).isTrue();
        assertThat(group.messages[assigned[d]]).isLessThanOrEqualTo(group.deliveries[d]);
      }
    }
  }
}
