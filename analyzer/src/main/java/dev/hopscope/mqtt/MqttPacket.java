package dev.hopscope.mqtt;

import java.util.List;

/**
 * The content of one Control Packet, immutable and safe to keep.
 *
 * <p>A packet that breaks the format carries what decoded before the break: later reference fields
 * are null, later numbers -1. Names follow the standard's terms.
 */
public sealed interface MqttPacket {

  /** The packet's type. */
  PacketType type();

  /** The packet's properties (5.0); null before 5.0 or where they did not decode. */
  default Properties properties() {
    return null;
  }

  /**
   * CONNECT (3.1).
   *
   * @param protocolLevel without the bridge bit
   * @param bridge whether bit 0x80 was set in the level, as MQTT bridges do
   * @param cleanStart Clean Start, or Clean Session before 5.0
   * @param keepAlive in seconds, -1 if not decoded
   * @param username null if absent
   * @param passwordLength in bytes, -1 if absent; the password itself is never kept
   * @param will null if absent
   */
  record Connect(
      String protocolName,
      int protocolLevel,
      boolean bridge,
      boolean cleanStart,
      int keepAlive,
      String clientId,
      Will will,
      String username,
      int passwordLength,
      Properties properties)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.CONNECT;
    }
  }

  /**
   * The will in a CONNECT.
   *
   * @param payload null if it did not decode
   */
  record Will(String topic, int qos, boolean retain, Payload payload, Properties properties) {}

  /** CONNACK (3.2). */
  record Connack(boolean sessionPresent, int reasonCode, Properties properties)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.CONNACK;
    }
  }

  /**
   * PUBLISH (3.3).
   *
   * @param topic as sent: empty with a topic alias; null if it did not decode
   * @param packetId -1 at QoS 0
   * @param payload null if where it starts could not be told
   */
  record Publish(
      boolean dup,
      int qos,
      boolean retain,
      String topic,
      int packetId,
      Properties properties,
      Payload payload)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.PUBLISH;
    }
  }

  /**
   * PUBACK, PUBREC, PUBREL or PUBCOMP (3.4 to 3.7).
   *
   * @param reasonCode 0 where it is left out (5.0) or does not exist (before 5.0)
   */
  record Acknowledgement(PacketType type, int packetId, int reasonCode, Properties properties)
      implements MqttPacket {}

  /** SUBSCRIBE (3.8). */
  record Subscribe(int packetId, List<Subscription> subscriptions, Properties properties)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.SUBSCRIBE;
    }
  }

  /**
   * One filter of a SUBSCRIBE with its options; before 5.0 all but the QoS are off.
   *
   * @param retainHandling 0, 1 or 2
   */
  record Subscription(
      String filter, int qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {}

  /** SUBACK (3.9). */
  record Suback(int packetId, List<Integer> reasonCodes, Properties properties)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.SUBACK;
    }
  }

  /** UNSUBSCRIBE (3.10). */
  record Unsubscribe(int packetId, List<String> filters, Properties properties)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.UNSUBSCRIBE;
    }
  }

  /** UNSUBACK (3.11); no reason codes before 5.0. */
  record Unsuback(int packetId, List<Integer> reasonCodes, Properties properties)
      implements MqttPacket {
    @Override
    public PacketType type() {
      return PacketType.UNSUBACK;
    }
  }

  /** PINGREQ or PINGRESP (3.12, 3.13). */
  record Ping(PacketType type) implements MqttPacket {}

  /** DISCONNECT or AUTH (3.14, 3.15); the reason code is 0 where it is left out. */
  record Closing(PacketType type, int reasonCode, Properties properties) implements MqttPacket {}

  /** A packet of the reserved type 0, or one of which nothing decoded. */
  record Unreadable(PacketType type) implements MqttPacket {}
}
