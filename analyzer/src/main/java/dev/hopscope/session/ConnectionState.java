package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.qos.QosTracker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the session stage keeps for one connection while it is open. */
final class ConnectionState {
  final Broker broker;

  /** Null until CONNACK accepts the CONNECT, or a packet shows that it must have. */
  Session session;

  QosTracker tracker;

  /** CONNECT seen and not answered yet. */
  MqttPacket.Connect unanswered;

  boolean refused;

  /** Its CONNECT was not captured, so that it may be of any session. */
  boolean nameless;

  MqttPacket.Will will;
  boolean gone;
  final Map<Integer, List<Subscription>> subscribing = new HashMap<>(2);
  final Map<Integer, List<Subscription>> unsubscribing = new HashMap<>(2);

  ConnectionState(Broker broker) {
    this.broker = broker;
  }

  static ConnectionState of(MqttConnection connection) {
    return (ConnectionState) connection.attachment();
  }
}
