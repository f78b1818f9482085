package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PropertyId;
import java.util.HashMap;
import java.util.Map;

/**
 * Wills that wait for their Will Delay Interval, or for the end of their session (5.0, 3.1.3.2.2).
 */
final class Wills {
  private record Waiting(MqttConnection connection, MqttPacket.Will will) {
    int weight() {
      return Limits.weight(will.topic()) + Limits.weight(will.payload().length());
    }
  }

  private final Limits limits;
  private final SessionListener listener;
  private final Map<Session, Waiting> waiting = new HashMap<>();
  private final Deadlines<Session> deadlines = new Deadlines<>();

  Wills(Limits limits, SessionListener listener) {
    this.limits = limits;
    this.listener = listener;
  }

  /** A connection ended without taking its will back. */
  void fire(Session session, MqttConnection connection, MqttPacket.Will will, long nanos) {
    long delaySeconds =
        will.properties() == null ? 0 : will.properties().number(PropertyId.WILL_DELAY_INTERVAL, 0);
    if (delaySeconds == 0 || session.expirySeconds() == 0) {
      listener.onWill(session, connection, will, Math.min(nanos, connection.lastClientNanos()));
      return;
    }
    cancel(session);
    Waiting each = new Waiting(connection, will);
    if (limits.take(Limit.WAITING_WILLS, each.weight())) {
      waiting.put(session, each);
      deadlines.set(session, nanos + delaySeconds * 1_000_000_000L);
    }
  }

  /** The session was taken up again: no will of it is published. */
  void cancel(Session session) {
    take(session);
  }

  /** The session ended: its will is published now. */
  void sessionEnded(Session session, long nanos) {
    publish(session, nanos);
  }

  void onTime(long nanos) {
    for (Session due = deadlines.due(nanos); due != null; due = deadlines.due(nanos)) {
      publish(due, deadlines.dueNanos(due));
    }
  }

  private void publish(Session session, long nanos) {
    Waiting each = take(session);
    if (each != null) {
      listener.onWill(session, each.connection(), each.will(), nanos);
    }
  }

  private Waiting take(Session session) {
    Waiting each = waiting.remove(session);
    if (each != null) {
      deadlines.remove(session);
      limits.give(Limit.WAITING_WILLS, each.weight());
    }
    return each;
  }
}
