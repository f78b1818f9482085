package dev.hopscope.mqtt;

/**
 * One framed packet: a reused view, valid until the call it is handed over in returns.
 *
 * <p>Cheap fields are decoded already; {@link #packet()} decodes the rest into an immutable record.
 */
public interface PacketView {
  /** The type in the first byte's high nibble. */
  PacketType type();

  /** The first byte's low nibble. */
  int flags();

  /** The Remaining Length field; -1 where its bytes are malformed. */
  int remainingLength();

  /** Bytes of the fixed header: 2 to 5. */
  int headerLength();

  /** Stream position of the packet's first byte. */
  long position();

  /** Stream position behind the packet's last byte. */
  default long end() {
    return position() + headerLength() + Math.max(0, remainingLength());
  }

  /** The version the packet was decoded as. */
  MqttVersion version();

  /** What is wrong or noteworthy in the packet's bytes, found while framing and decoding. */
  Notes notes();

  /** The packet identifier; -1 where the type has none, it is absent or it did not decode. */
  int packetId();

  /** Reason code of an acknowledgement, CONNACK, DISCONNECT or AUTH; 0 where left out, else -1. */
  int reasonCode();

  /** PUBLISH: the DUP flag. */
  default boolean dup() {
    return type() == PacketType.PUBLISH && (flags() & 0x08) != 0;
  }

  /** PUBLISH: the QoS bits, 0 to 3. */
  default int qos() {
    return type() == PacketType.PUBLISH ? flags() >>> 1 & 0x03 : 0;
  }

  /** PUBLISH: the RETAIN flag. */
  default boolean retain() {
    return type() == PacketType.PUBLISH && (flags() & 0x01) != 0;
  }

  /**
   * PUBLISH: the topic as sent (empty with a topic alias alone), null if it did not decode. Equal
   * topics of one direction give the same String where it is cheap to.
   */
  String topic();

  /** PUBLISH in 5.0: the Topic Alias, 0 if absent or wrong. */
  int topicAlias();

  /** PUBLISH: the payload's length, -1 if it cannot be told. */
  int payloadLength();

  /** PUBLISH: 64-bit digest of the payload; meaningless unless {@link #payloadComplete()}. */
  long payloadDigest();

  /**
   * PUBLISH: whether every byte of the payload was captured; otherwise its digest means nothing.
   */
  boolean payloadComplete();

  /**
   * PUBLISH in 5.0: 64-bit digest over the properties that a server must forward unaltered (Content
   * Type, Response Topic, Correlation Data, User Properties in order; [MQTT-3.3.2-15] to -20); 0
   * where there is none of them.
   */
  long forwardedPropertiesDigest();

  /** PUBLISH in 5.0: the Message Expiry Interval in seconds, -1 if absent. */
  long messageExpiryInterval();

  /** PUBLISH in 5.0: the Subscription Identifiers in order; empty if none. */
  int[] subscriptionIdentifiers();

  /** Decodes the packet into a record that may be kept. */
  MqttPacket packet();
}
