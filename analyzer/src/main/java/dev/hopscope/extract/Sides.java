package dev.hopscope.extract;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;

/** Which side of its TCP connection sends in a direction. */
final class Sides {
  private Sides() {}

  /** The number of the side, as the roles are known now. */
  static int sender(MqttConnection connection, Direction direction) {
    boolean clientIsFirst = connection.client().equals(connection.tcp().endpoint(0));
    return clientIsFirst == (direction == Direction.CLIENT_TO_SERVER) ? 0 : 1;
  }
}
