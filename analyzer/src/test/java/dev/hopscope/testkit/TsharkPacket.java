package dev.hopscope.testkit;

import java.util.List;
import java.util.Map;

/**
 * One MQTT Control Packet as tshark shows it.
 *
 * <p>Field and property values are text: numbers in decimal, booleans as 0 and 1, strings decoded
 * from their bytes as UTF-8 (bad bytes become U+FFFD), binary data in hex without separators.
 *
 * @param frame the frame that completed the packet, from 1
 * @param indexInFrame the packet's place among the MQTT packets that this frame completed, from 0
 * @param tcpStream tshark's number of the connection, from 0
 * @param source address and port, IPv6 as {@code [::1]:1883}
 * @param destination as {@code source}
 * @param type the upper four bits of the first byte; -1 if tshark shows none
 * @param flags the lower four bits of the first byte; -1 if tshark shows none
 * @param remainingLength in bytes; -1 if tshark shows none
 * @param packetId null if tshark shows none
 * @param topic of a PUBLISH: as sent, or what tshark takes its topic alias for; null if neither
 * @param topicFromAlias whether {@code topic} comes from a topic alias
 * @param payloadHex of a PUBLISH; empty if it has none; null on other types and where it is
 *     malformed before its payload
 * @param fields every field with a value by its name ({@code mqtt.clientid}), values in the order
 *     of the wire; fields of properties are not among them
 * @param properties in the order of the wire
 * @param willProperties in the order of the wire
 * @param malformed whether tshark calls the packet malformed
 */
public record TsharkPacket(
    long frame,
    int indexInFrame,
    int tcpStream,
    String source,
    String destination,
    int type,
    int flags,
    long remainingLength,
    Integer packetId,
    String topic,
    boolean topicFromAlias,
    String payloadHex,
    Map<String, List<String>> fields,
    List<Property> properties,
    List<Property> willProperties,
    boolean malformed) {

  /**
   * A 5.0 property.
   *
   * @param id its identifier
   * @param values one value; two, name and value, of a user property. Correlation data and
   *     authentication data are in hex.
   */
  public record Property(int id, List<String> values) {}

  /** The DUP flag of a PUBLISH. */
  public boolean dup() {
    return (flags & 0x8) != 0;
  }

  /** The QoS of a PUBLISH, 3 included. */
  public int qos() {
    return flags >> 1 & 0x3;
  }

  /** The RETAIN flag of a PUBLISH. */
  public boolean retain() {
    return (flags & 0x1) != 0;
  }

  /** The only value of a field, or null if the packet has no such field. */
  public String field(String name) {
    List<String> values = fields.get(name);
    if (values == null) {
      return null;
    }
    if (values.size() != 1) {
      throw new IllegalStateException(name + " has " + values.size() + " values in frame " + frame);
    }
    return values.get(0);
  }

  /** A field's only value as a number, or null if the packet has no such field. */
  public Long number(String name) {
    String value = field(name);
    return value == null ? null : Long.valueOf(value);
  }

  /** All values of a field, none if the packet has no such field. */
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
