package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PropertyId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Wills that wait for their Will Delay Interval, or for the end of their session (5.0, 3.1.3.2.2).
 */
final class Wills {
  private record Waiting(
      Session session, MqttConnection connection, MqttPacket.Will will, long dueNanos) {}

  private final SessionListener listener;
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::dueNanos));

  Wills(SessionListener listener) {
    this.listener = listener;
  }

  /** A connection ended without taking its will back. */
  void fire(Session session, MqttConnection connection, MqttPacket.Will will, long nanos) {
    long delaySeconds =
        will.properties() == null ? 0 : will.properties().number(PropertyId.WILL_DELAY_INTERVAL, 0);
    if (delaySeconds == 0 || session.expirySeconds() == 0) {
      listener.onWill(session, connection, will, Math.min(nanos, connection.lastClientNanos()));
    } else {
      waiting.add(new Waiting(session, connection, will, nanos + delaySeconds * 1_000_000_000L));
    }
  }

  /** The session was taken up again: no will of it is published. */
  void cancel(Session session) {
    waiting.removeIf(each -> each.session() == session);
  }

  /** The session ended: its will is published now. */
  void sessionEnded(Session session, long nanos) {
    List<Waiting> due = new ArrayList<>();
    for (Waiting each : waiting) {
      if (each.session() == session) {
        due.add(each);
      }
    }
    waiting.removeAll(due);
    for (Waiting each : due) {
      listener.onWill(session, each.connection(), each.will(), nanos);
    }
  }

  void onTime(long nanos) {
    while (!waiting.isEmpty() && waiting.peek().dueNanos() <= nanos) {
      Waiting due = waiting.remove();
      listener.onWill(due.session(), due.connection(), due.will(), due.dueNanos());
    }
  }
}
