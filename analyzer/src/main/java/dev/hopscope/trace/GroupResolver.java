package dev.hopscope.trace;

import java.util.Arrays;

/**
 * Assigns the deliveries of a group to its messages: order-preserving, of least latency, pairs of
 * the expected QoS first.
 *
 * <p>Going backwards, the last delivery takes the latest message not after it, and so on; without
 * loss that equals first in, first out, and with loss it leaves the messages that nothing followed
 * soon enough.
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
    pass(messageNanos, deliveryNanos, assigned, taken, allowed);
    return assigned;
  }

  private static void pass(
      long[] messageNanos, long[] deliveryNanos, int[] assigned, boolean[] taken, Allowed allowed) {
    int last = messageNanos.length - 1;
    for (int d = deliveryNanos.length - 1; d >= 0; d--) {
      if (assigned[d] != NONE) {
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

  /** Whether a delivery may be a message. */
  interface Allowed {
    /** Whether delivery {@code d} may be message {@code m}. */
    boolean pair(int m, int d);
  }
}
