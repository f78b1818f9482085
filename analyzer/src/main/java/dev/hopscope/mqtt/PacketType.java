package dev.hopscope.mqtt;

/** The Control Packet type: the high four bits of the first byte (MQTT 3.1.1 and 5.0, 2.1.2). */
public enum PacketType {
  /** Type 0, reserved. */
  RESERVED,
  /** Client asks to connect. */
  CONNECT,
  /** Server answers CONNECT. */
  CONNACK,
  /** A message. */
  PUBLISH,
  /** Answer to a QoS 1 PUBLISH. */
  PUBACK,
  /** First answer to a QoS 2 PUBLISH. */
  PUBREC,
  /** Second step of QoS 2 from the sender. */
  PUBREL,
  /** Last answer of QoS 2. */
  PUBCOMP,
  /** Client subscribes. */
  SUBSCRIBE,
  /** Answer to SUBSCRIBE. */
  SUBACK,
  /** Client unsubscribes. */
  UNSUBSCRIBE,
  /** Answer to UNSUBSCRIBE. */
  UNSUBACK,
  /** Client asks for a sign of life. */
  PINGREQ,
  /** Server answers PINGREQ. */
  PINGRESP,
  /** The sender is about to close. */
  DISCONNECT,
  /** Enhanced authentication (5.0 only; reserved before). */
  AUTH;

  private static final PacketType[] VALUES = values();

  /** The type in the high nibble of a packet's first byte. */
  public static PacketType ofFirstByte(int firstByte) {
    return VALUES[firstByte >>> 4 & 0x0f];
  }
}
