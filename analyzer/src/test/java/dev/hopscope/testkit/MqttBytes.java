package dev.hopscope.testkit;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * MQTT Control Packets as bytes, for every type and version.
 *
 * <p>Nothing is checked: a wrong identifier, reason code or topic is written as given. The bytes
 * come from the standard's layouts alone and share no code with the decoder.
 */
public final class MqttBytes {
  private MqttBytes() {}

  /** Bytes from hexadecimal digits; blanks and line ends between bytes are ignored. */
  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }

  /** The bytes of several packets in a row. */
  public static byte[] concat(byte[]... packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  /** A packet of any first byte and body, with the Remaining Length in its shortest form. */
  public static byte[] packet(int firstByte, byte[] body) {
    return new MqttWriter().u8(firstByte).variable(body.length).raw(body).bytes();
  }

  /** CONNECT without will, user name and password. */
  public static byte[] connect(
      MqttVersion version, String clientId, boolean cleanStart, int keepAliveSeconds) {
    return connectOf(version, clientId).cleanStart(cleanStart).keepAlive(keepAliveSeconds).bytes();
  }

  /** A CONNECT to be filled in further; clean start is on and Keep Alive is 60 s. */
  public static MqttConnectBytes connectOf(MqttVersion version, String clientId) {
    return new MqttConnectBytes(version, clientId);
  }

  /** CONNACK with the given code, no properties. */
  public static byte[] connack(MqttVersion version, boolean sessionPresent, int reasonCode) {
    return connack(version, sessionPresent, reasonCode, properties());
  }

  /** CONNACK; the properties count in 5.0 only. */
  public static byte[] connack(
      MqttVersion version, boolean sessionPresent, int reasonCode, MqttProperties properties) {
    MqttWriter body = new MqttWriter().u8(sessionPresent ? 1 : 0).u8(reasonCode);
    return packet(0x20, properties.after(body, version).bytes());
  }

  /** PUBLISH of a text at QoS 0. */
  public static byte[] publish(MqttVersion version, String topic, String payload) {
    return publish(version, topic, payload, 0, 0);
  }

  /** PUBLISH of a text; the identifier counts above QoS 0 only. */
  public static byte[] publish(
      MqttVersion version, String topic, String payload, int qos, int packetId) {
    return publish(version, topic, utf8(payload), qos, packetId, false, false, properties());
  }

  /** PUBLISH; the identifier counts above QoS 0 only, the properties in 5.0 only. */
  public static byte[] publish(
      MqttVersion version,
      String topic,
      byte[] payload,
      int qos,
      int packetId,
      boolean dup,
      boolean retain,
      MqttProperties properties) {
    MqttWriter body = new MqttWriter().text(topic);
    if (qos > 0) {
      body.u16(packetId);
    }
    properties.after(body, version).raw(payload);
    return packet(0x30 | (dup ? 8 : 0) | qos << 1 | (retain ? 1 : 0), body.bytes());
  }

  /** PUBACK without reason code and properties. */
  public static byte[] puback(int packetId) {
    return packet(0x40, new MqttWriter().u16(packetId).bytes());
  }

  /** PUBREC without reason code and properties. */
  public static byte[] pubrec(int packetId) {
    return packet(0x50, new MqttWriter().u16(packetId).bytes());
  }

  /** PUBREL without reason code and properties. */
  public static byte[] pubrel(int packetId) {
    return packet(0x62, new MqttWriter().u16(packetId).bytes());
  }

  /** PUBCOMP without reason code and properties. */
  public static byte[] pubcomp(int packetId) {
    return packet(0x70, new MqttWriter().u16(packetId).bytes());
  }

  /** PUBACK, PUBREC, PUBREL or PUBCOMP of 5.0 with a reason code and without properties. */
  public static byte[] ack(PacketType type, int packetId, int reasonCode) {
    return packet(firstByte(type), new MqttWriter().u16(packetId).u8(reasonCode).bytes());
  }

  /** PUBACK, PUBREC, PUBREL or PUBCOMP of 5.0 with a reason code and properties. */
  public static byte[] ack(
      PacketType type, int packetId, int reasonCode, MqttProperties properties) {
    MqttWriter body = new MqttWriter().u16(packetId).u8(reasonCode);
    return packet(firstByte(type), properties.after(body, MqttVersion.V5_0).bytes());
  }

  /** SUBSCRIBE to filters, all at one QoS. */
  public static byte[] subscribe(MqttVersion version, int packetId, int qos, String... filters) {
    int[] options = new int[filters.length];
    Arrays.fill(options, qos);
    return subscribe(version, packetId, properties(), filters, options);
  }

  /** SUBSCRIBE; {@code options[n]} is the options byte behind {@code filters[n]}. */
  public static byte[] subscribe(
      MqttVersion version,
      int packetId,
      MqttProperties properties,
      String[] filters,
      int[] options) {
    MqttWriter body = properties.after(new MqttWriter().u16(packetId), version);
    for (int i = 0; i < filters.length; i++) {
      body.text(filters[i]).u8(options[i]);
    }
    return packet(0x82, body.bytes());
  }

  /** SUBACK. */
  public static byte[] suback(MqttVersion version, int packetId, int... reasonCodes) {
    MqttWriter body = properties().after(new MqttWriter().u16(packetId), version);
    return packet(0x90, body.u8s(reasonCodes).bytes());
  }

  /** UNSUBSCRIBE. */
  public static byte[] unsubscribe(MqttVersion version, int packetId, String... filters) {
    MqttWriter body = properties().after(new MqttWriter().u16(packetId), version);
    for (String filter : filters) {
      body.text(filter);
    }
    return packet(0xa2, body.bytes());
  }

  /** UNSUBACK; the reason codes count in 5.0 only. */
  public static byte[] unsuback(MqttVersion version, int packetId, int... reasonCodes) {
    MqttWriter body = properties().after(new MqttWriter().u16(packetId), version);
    return packet(0xb0, (version == MqttVersion.V5_0 ? body.u8s(reasonCodes) : body).bytes());
  }

  /** PINGREQ. */
  public static byte[] pingreq() {
    return hex("c000");
  }

  /** PINGRESP. */
  public static byte[] pingresp() {
    return hex("d000");
  }

  /** DISCONNECT in its shortest form, of any version. */
  public static byte[] disconnect() {
    return hex("e000");
  }

  /** DISCONNECT of 5.0 with a reason code and without properties. */
  public static byte[] disconnect(int reasonCode) {
    return packet(0xe0, new MqttWriter().u8(reasonCode).bytes());
  }

  /** DISCONNECT of 5.0 with a reason code and properties. */
  public static byte[] disconnect(int reasonCode, MqttProperties properties) {
    MqttWriter body = new MqttWriter().u8(reasonCode);
    return packet(0xe0, properties.after(body, MqttVersion.V5_0).bytes());
  }

  /** AUTH (5.0). */
  public static byte[] auth(int reasonCode, MqttProperties properties) {
    MqttWriter body = new MqttWriter().u8(reasonCode);
    return packet(0xf0, properties.after(body, MqttVersion.V5_0).bytes());
  }

  /** Properties to be filled in; as they are, Property Length 0. */
  public static MqttProperties properties() {
    return new MqttProperties();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int firstByte(PacketType type) {
    // [MQTT-3.6.1-1]
    return type.ordinal() << 4 | (type == PacketType.PUBREL ? 2 : 0);
  }
}
