package dev.hopscope.trace;

import java.util.Arrays;

/**
 * Assigns the deliveries of a group to its messages: order-preserving, as many as can be, of least
 * total latency.
 *
 * <p>Going backwards, the last delivery takes the latest message not after it, and so on; without
 * loss that equals first in, first out, and with loss it leaves the messages that nothing followed
 * soon enough. Where there are more deliveries than messages before them, the earliest are served.
 *
 * <p>Order is kept among messages of one QoS only (4.6), so each QoS is assigned on its own first:
 * messages that should be delivered at it to deliveries that were. Then what is left is assigned
 * among itself. Where some pairs are not allowed, the same is done over the others; it is then
 * order-preserving, but more pairs may be possible.
 */
final class GroupResolver {
  private static final int NONE = -1;

  private GroupResolver() {}

  /**
   * Assigns.
   *
   * @param messageNanos times of the messages, ascending
   * @param expectedQos the QoS that each message's delivery should have, -1 where unknown
   * @param deliveryNanos times of the deliveries, ascending
   * @param deliveredQos the QoS of each delivery
   * @param allowed whether a delivery may be a message for other reasons
   * @return for each delivery the index of its message, or -1
   */
  static int[] assign(
      long[] messageNanos,
      int[] expectedQos,
      long[] deliveryNanos,
      int[] deliveredQos,
      Allowed allowed) {
    int[] assigned = new int[deliveryNanos.length];
    Arrays.fill(assigned, NONE);
    boolean[] taken = new boolean[messageNanos.length];
    for (int qos = 2; qos >= 0; qos--) {
      int wanted = qos;
      pass(
          messageNanos,
          deliveryNanos,
          assigned,
          taken,
          (m, d) -> expectedQos[m] == wanted && deliveredQos[d] == wanted && allowed.pair(m, d));
    }
    pass(
        messageNanos,
        deliveryNanos,
        assigned,
        taken,
        (m, d) -> expectedQos[m] != deliveredQos[d] && allowed.pair(m, d));
    return assigned;
  }

  private static void pass(
      long[] messageNanos, long[] deliveryNanos, int[] assigned, boolean[] taken, Allowed allowed) {
    boolean[] served = servedByAny(messageNanos, deliveryNanos, assigned, taken, allowed);
    int last = messageNanos.length - 1;
    for (int d = deliveryNanos.length - 1; d >= 0; d--) {
      if (!served[d]) {
        continue;
      }
      for (int m = last; m >= 0; m--) {
        if (!taken[m] && messageNanos[m] <= deliveryNanos[d] && allowed.pair(m, d)) {
          assigned[d] = m;
          taken[m] = true;
          last = m - 1;
          break;
        }
      }
    }
  }

  // going forward, each delivery is served as long as a message before it is left
  private static boolean[] servedByAny(
      long[] messageNanos, long[] deliveryNanos, int[] assigned, boolean[] taken, Allowed allowed) {
    boolean[] served = new boolean[deliveryNanos.length];
    boolean[] used = taken.clone();
    for (int d = 0; d < deliveryNanos.length; d++) {
      if (assigned[d] != NONE) {
        continue;
      }
      for (int m = 0; m < messageNanos.length && messageNanos[m] <= deliveryNanos[d]; m++) {
        if (!used[m] && allowed.pair(m, d)) {
          used[m] = true;
          served[d] = true;
          break;
        }
      }
    }
    return served;
  }

  /** Whether a delivery may be a message. */
  interface Allowed {
    /** Whether delivery {@code d} may be message {@code m}. */
    boolean pair(int m, int d);
  }
}
