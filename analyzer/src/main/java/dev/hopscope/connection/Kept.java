package dev.hopscope.connection;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PacketView;

/**
 * What is kept of CONNECT and CONNACK while their connection is open. Over all connections that is
 * bounded by {@link Limit#CONNECT_BYTES}; of what exceeds it only the fixed fields are kept.
 */
final class Kept {
  private static final int LONGEST_CLIENT_ID = 256;

  private Kept() {}

  static MqttPacket.Connect connect(
      MqttPacket.Connect packet, PacketView view, MqttConnection connection, Limits limits) {
    if (taken(view, connection, limits)) {
      return packet;
    }
    String clientId = packet.clientId();
    return new MqttPacket.Connect(
        packet.protocolName(),
        packet.protocolLevel(),
        packet.bridge(),
        packet.cleanStart(),
        packet.keepAlive(),
        clientId == null || clientId.length() > LONGEST_CLIENT_ID ? null : clientId,
        null,
        null,
        packet.passwordLength(),
        null);
  }

  static MqttPacket.Connack connack(
      MqttPacket.Connack packet, PacketView view, MqttConnection connection, Limits limits) {
    return taken(view, connection, limits)
        ? packet
        : new MqttPacket.Connack(packet.sessionPresent(), packet.reasonCode(), null);
  }

  private static boolean taken(PacketView view, MqttConnection connection, Limits limits) {
    boolean room = limits.take(Limit.CONNECT_BYTES, view.remainingLength());
    if (room) {
      connection.keeps(view.remainingLength());
    }
    return room;
  }

  /** Gives back what a connection that is over took. */
  static void release(MqttConnection connection, Limits limits) {
    limits.give(Limit.CONNECT_BYTES, connection.kept());
    connection.keeps(-connection.kept());
  }
}
