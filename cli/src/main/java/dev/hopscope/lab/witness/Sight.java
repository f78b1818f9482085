package dev.hopscope.lab.witness;

import dev.hopscope.broker.PacketEvent;
import dev.hopscope.lab.proxy.WirePacket;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.report.DecodedPacket;
import java.util.HexFormat;

/**
 * One packet as a witness saw it.
 *
 * @param type its name in the standard
 * @param packetId 0 where it has none
 * @param topic of a PUBLISH, else empty
 * @param digest the payload's, of a PUBLISH
 */
public record Sight(
    String type, int packetId, int qos, boolean dup, boolean retain, String topic, long digest) {

  private static Sight other(String type, int packetId) {
    return new Sight(type, packetId, 0, false, false, "", 0);
  }

  /** What the broker saw. */
  public static Sight of(PacketEvent event) {
    if (event.content() instanceof PacketEvent.Publish publish) {
      return new Sight(
          event.type(),
          publish.qos() == 0 ? 0 : event.packetId(),
          publish.qos(),
          publish.dup(),
          publish.retain(),
          publish.topic(),
          publish.payloadDigest());
    }
    return other(event.type(), event.packetId());
  }

  /** What the proxy saw. */
  public static Sight of(WirePacket packet) {
    if (packet.topic() == null) {
      return other(packet.type().name(), packet.packetId());
    }
    return new Sight(
        packet.type().name(),
        packet.packetId(),
        packet.qos(),
        packet.dup(),
        packet.retain(),
        packet.topic(),
        packet.payloadDigest());
  }

  /** What the analyzer saw. */
  public static Sight of(DecodedPacket packet) {
    MqttPacket content = packet.content();
    if (content instanceof MqttPacket.Publish publish) {
      return new Sight(
          packet.type().name(),
          Math.max(0, publish.packetId()),
          packet.qos(),
          packet.dup(),
          packet.retain(),
          packet.resolvedTopic(),
          publish.payload() == null ? 0 : publish.payload().digest());
    }
    return other(packet.type().name(), packetId(content));
  }

  private static int packetId(MqttPacket content) {
    if (content instanceof MqttPacket.Acknowledgement each) {
      return each.packetId();
    }
    if (content instanceof MqttPacket.Subscribe each) {
      return each.packetId();
    }
    if (content instanceof MqttPacket.Suback each) {
      return each.packetId();
    }
    if (content instanceof MqttPacket.Unsubscribe each) {
      return each.packetId();
    }
    return content instanceof MqttPacket.Unsuback each ? each.packetId() : 0;
  }

  /** For people, in one line. */
  @Override
  public String toString() {
    String id = packetId == 0 ? "" : " " + packetId;
    if (!type.equals("PUBLISH")) {
      return type + id;
    }
    return "%s%s (QoS %d%s%s, %s, %s)"
        .formatted(
            type,
            id,
            qos,
            dup ? ", DUP" : "",
            retain ? ", RETAIN" : "",
            topic,
            HexFormat.of().toHexDigits(digest));
  }
}
