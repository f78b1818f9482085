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
   * @param inOrderAboveQos0 whether messages of QoS 1 and 2 are served first in, first out
   * @return for each delivery the index of its message, or -1
   */
  static int[] assign(
      long[] messageNanos,
      int[] expectedQos,
      long[] deliveryNanos,
      int[] deliveredQos,
      Allowed allowed,
      boolean inOrderAboveQos0) {
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
          (m, d) -> expectedQos[m] == wanted && deliveredQos[d] == wanted && allowed.pair(m, d),
          qos > 0 && inOrderAboveQos0);
    }
    pass(
        messageNanos,
        deliveryNanos,
        assigned,
        taken,
        (m, d) -> expectedQos[m] != deliveredQos[d] && allowed.pair(m, d),
        false);
    return assigned;
  }

  private static void pass(
      long[] messageNanos,
      long[] deliveryNanos,
      int[] assigned,
      boolean[] taken,
      Allowed allowed,
      boolean inOrder) {
    int[] forward = inOrder(messageNanos, deliveryNanos, assigned, taken, allowed);
    int last = messageNanos.length - 1;
    for (int d = deliveryNanos.length - 1; d >= 0; d--) {
      if (forward[d] == NONE) {
        continue;
      }
      int m = inOrder ? forward[d] : last;
      while (m >= 0 && (taken[m] || messageNanos[m] > deliveryNanos[d] || !allowed.pair(m, d))) {
        m--;
      }
      if (m >= 0) {
        assigned[d] = m;
        taken[m] = true;
        last = m - 1;
      }
    }
  }

  // first in, first out: each delivery not yet assigned takes the first message that is left
  private static int[] inOrder(
      long[] messageNanos, long[] deliveryNanos, int[] assigned, boolean[] taken, Allowed allowed) {
    int[] forward = new int[deliveryNanos.length];
    Arrays.fill(forward, NONE);
    boolean[] used = taken.clone();
    int first = 0;
    for (int d = 0; d < deliveryNanos.length; d++) {
      if (assigned[d] != NONE) {
        continue;
      }
      while (first < used.length && used[first]) {
        first++;
      }
      for (int m = first; m < used.length && messageNanos[m] <= deliveryNanos[d]; m++) {
        if (!used[m] && allowed.pair(m, d)) {
          used[m] = true;
          forward[d] = m;
          break;
        }
      }
    }
    return forward;
  }

  /** Whether a delivery may be a message. */
  interface Allowed {
    /** Whether delivery {@code d} may be message {@code m}. */
    boolean pair(int m, int d);
  }
}
