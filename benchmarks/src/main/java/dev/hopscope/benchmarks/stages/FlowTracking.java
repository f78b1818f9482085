package dev.hopscope.benchmarks.stages;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.qos.Content;
import dev.hopscope.qos.FlowListener;
import dev.hopscope.qos.QosTracker;
import dev.hopscope.stream.Provenance;
import java.util.HashMap;
import java.util.Map;

/** Gives the packets of every connection to a tracker, as the session stage does. */
final class FlowTracking implements ConnectionListener {
  private final Limits limits;
  private final FlowListener listener;
  private final Map<MqttConnection, QosTracker> trackers = new HashMap<>();

  FlowTracking(Limits limits, FlowListener listener) {
    this.limits = limits;
    this.listener = listener;
  }

  @Override
  public void onOpened(MqttConnection connection, Provenance at) {
    trackers.put(connection, new QosTracker(connection, false, limits, listener));
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    switch (packet.type()) {
      case PUBLISH ->
          trackers.get(connection).onPublish(direction, packet, content(packet, topic), at);
      case PUBACK, PUBREC, PUBREL, PUBCOMP ->
          trackers.get(connection).onAcknowledgement(direction, packet, at);
      default -> {}
    }
  }

  private static Content content(PacketView packet, String topic) {
    return new Content(
        topic,
        packet.retain(),
        packet.payloadLength(),
        packet.payloadDigest(),
        packet.payloadComplete(),
        packet.forwardedPropertiesDigest(),
        packet.messageExpiryInterval(),
        Content.Identifiers.of(packet.subscriptionIdentifiers()),
        null);
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    trackers.remove(connection);
  }
}
