package dev.hopscope.lab.proxy;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.mqtt.PacketType;
import java.nio.charset.StandardCharsets;

/** One packet as it was on the wire, with as much of its content as faults and comparisons name. */
public final class WirePacket {
  private static final int QOS = 0x06;

  private final PacketType type;
  private final byte[] bytes;
  private final int packetId;
  private final String topic;
  private final long payloadDigest;

  private WirePacket(
      PacketType type, byte[] bytes, int packetId, String topic, long payloadDigest) {
    this.type = type;
    this.bytes = bytes;
    this.packetId = packetId;
    this.topic = topic;
    this.payloadDigest = payloadDigest;
  }

  /**
   * Reads what is named.
   *
   * @param header how many bytes the fixed header has
   * @param version the protocol level in the connection's CONNECT, 3, 4 or 5; 0 before it
   */
  static WirePacket of(byte[] bytes, int header, int version) {
    PacketType type = PacketType.ofFirstByte(bytes[0] & 0xff);
    return switch (type) {
      case PUBLISH -> publish(bytes, header, version);
      case PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK ->
          new WirePacket(type, bytes, number(bytes, header), null, 0);
      default -> new WirePacket(type, bytes, 0, null, 0);
    };
  }

  private static WirePacket publish(byte[] bytes, int header, int version) {
    int length = number(bytes, header);
    int at = header + 2;
    String topic =
        new String(bytes, at, Math.min(length, bytes.length - at), StandardCharsets.UTF_8);
    at += length;
    int id = 0;
    if ((bytes[0] & QOS) != 0) {
      id = number(bytes, at);
      at += 2;
    }
    if (version >= 5 && at < bytes.length) {
      int properties = 0;
      int shift = 0;
      do {
        properties |= (bytes[at] & 0x7f) << shift;
        shift += 7;
      } while (bytes[at++] < 0 && at < bytes.length);
      at += properties;
    }
    int from = Math.min(at, bytes.length);
    long digest = Digest64.of(bytes, from, bytes.length - from);
    return new WirePacket(PacketType.PUBLISH, bytes, id, topic, digest);
  }

  private static int number(byte[] bytes, int at) {
    return at + 2 > bytes.length ? 0 : (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /** The protocol level of a CONNECT without the bridge bit, 0 if it has none. */
  int protocolLevel(int header) {
    int at = header + 2 + number(bytes, header);
    return at < bytes.length ? bytes[at] & 0x7f : 0;
  }

  /** Its type. */
  public PacketType type() {
    return type;
  }

  /** All of it; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Its identifier, 0 where it has none. */
  public int packetId() {
    return packetId;
  }

  /** The topic of a PUBLISH as sent, empty with a topic alias; else null. */
  public String topic() {
    return topic;
  }

  /** The payload's digest of a PUBLISH, as in the report; else 0. */
  public long payloadDigest() {
    return payloadDigest;
  }

  /** QoS of a PUBLISH. */
  public int qos() {
    return type == PacketType.PUBLISH ? (bytes[0] & QOS) >> 1 : 0;
  }

  /** DUP of a PUBLISH. */
  public boolean dup() {
    return type == PacketType.PUBLISH && (bytes[0] & 0x08) != 0;
  }

  /** RETAIN of a PUBLISH. */
  public boolean retain() {
    return type == PacketType.PUBLISH && (bytes[0] & 0x01) != 0;
  }
}
