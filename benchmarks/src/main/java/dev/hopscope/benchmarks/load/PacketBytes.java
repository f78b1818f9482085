package dev.hopscope.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** The bytes of MQTT packets, 3.1.1 and 5.0. */
final class PacketBytes {
  /** The payload that half of the messages have. */
  private static final byte[] ALIKE =
      "{\"state\":\"running\",\"alarm\":\"none\",\"mode\":\"auto\",\"firmware\":\"24\"}"
          .getBytes(UTF_8);

  private static final byte[] NUMBERED =
      "{\"n\":\"0000000000\",\"value\":21.75,\"unit\":\"Cel\",\"place\":\"hall 3 b\"}"
          .getBytes(UTF_8);

  /** Where the number ends in it. */
  private static final int NUMBER_END = 16;

  /** Property 0x03, Content Type (MQTT 5.0, 3.3.2.3.9), behind the length of the properties. */
  private static final byte[] CONTENT_TYPE = "\23\3\0\20application/json".getBytes(UTF_8);

  private static final byte[] NO_PROPERTIES = {0};

  private PacketBytes() {}

  /** Bytes of a payload. */
  static int payloadLength() {
    return ALIKE.length;
  }

  /** Writes a packet and returns where it ends. */
  static int write(Packet packet, boolean version5, byte[] into, int at) {
    if (packet.bytes() != null) {
      System.arraycopy(packet.bytes(), 0, into, at, packet.bytes().length);
      return at + packet.bytes().length;
    }
    if (packet.kind() == PacketKind.PUBLISH) {
      return publish(packet.flow(), version5, into, at);
    }
    into[at] = (byte) packet.kind().firstByte;
    into[at + 1] = 2;
    return put16(packet.flow().packetId(), into, at + 2);
  }

  private static int publish(Flow flow, boolean version5, byte[] into, int at) {
    byte[] topic = flow.message().topic().name;
    byte[] properties = properties(flow, version5);
    byte[] payload = flow.message().alike() ? ALIKE : NUMBERED;
    int identifier = flow.qos() > 0 ? 2 : 0;
    int remaining = 2 + topic.length + identifier + properties.length + payload.length;
    into[at] = (byte) (PacketKind.PUBLISH.firstByte | flow.qos() << 1);
    int end = putLength(remaining, into, at + 1);
    end = put(topic, into, put16(topic.length, into, end));
    end = identifier > 0 ? put16(flow.packetId(), into, end) : end;
    end = put(properties, into, end);
    end = put(payload, into, end);
    if (!flow.message().alike()) {
      putNumber(flow.message().number(), into, end - payload.length + NUMBER_END);
    }
    return end;
  }

  private static byte[] properties(Flow flow, boolean version5) {
    if (!version5) {
      return new byte[0];
    }
    return flow.message().topic().version5 ? CONTENT_TYPE : NO_PROPERTIES;
  }

  private static int put(byte[] bytes, byte[] into, int at) {
    System.arraycopy(bytes, 0, into, at, bytes.length);
    return at + bytes.length;
  }

  private static int put16(int value, byte[] into, int at) {
    into[at] = (byte) (value >>> 8);
    into[at + 1] = (byte) value;
    return at + 2;
  }

  // variable byte integer (MQTT 5.0, 1.5.5) of at most two bytes
  private static int putLength(int length, byte[] into, int at) {
    if (length < 128) {
      into[at] = (byte) length;
      return at + 1;
    }
    into[at] = (byte) (length & 0x7F | 0x80);
    into[at + 1] = (byte) (length >>> 7);
    return at + 2;
  }

  private static void putNumber(long number, byte[] into, int end) {
    long rest = number;
    for (int at = end - 1; rest > 0; at--) {
      into[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  static byte[] connect(String clientId, boolean version5) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    putText("MQTT", body);
    body.write(version5 ? 5 : 4);
    body.write(0x02); // clean session
    body.write(0);
    body.write(60); // keep alive, in seconds
    putProperties(version5, body);
    putText(clientId, body);
    return packet(PacketKind.CONNECT, body);
  }

  static byte[] connack(boolean version5) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(0);
    body.write(0);
    putProperties(version5, body);
    return packet(PacketKind.CONNACK, body);
  }

  static byte[] subscribe(int packetId, List<Subscription> subscriptions, boolean version5) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    put16(packetId, body);
    putProperties(version5, body);
    for (Subscription each : subscriptions) {
      putText(each.filter(), body);
      body.write(each.requestedQos());
    }
    return packet(PacketKind.SUBSCRIBE, body);
  }

  static byte[] suback(int packetId, List<Subscription> subscriptions, boolean version5) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    put16(packetId, body);
    putProperties(version5, body);
    for (Subscription each : subscriptions) {
      body.write(each.grantedQos());
    }
    return packet(PacketKind.SUBACK, body);
  }

  /** A packet without a body. */
  static byte[] empty(PacketKind kind) {
    return packet(kind, new ByteArrayOutputStream());
  }

  private static byte[] packet(PacketKind kind, ByteArrayOutputStream body) {
    byte[] into = new byte[3 + body.size()];
    into[0] = (byte) kind.firstByte;
    int end = put(body.toByteArray(), into, putLength(body.size(), into, 1));
    return Arrays.copyOf(into, end);
  }

  private static void putProperties(boolean version5, ByteArrayOutputStream into) {
    if (version5) {
      into.write(0);
    }
  }

  private static void putText(String text, ByteArrayOutputStream into) {
    byte[] bytes = text.getBytes(UTF_8);
    put16(bytes.length, into);
    into.writeBytes(bytes);
  }

  private static void put16(int value, ByteArrayOutputStream into) {
    into.write(value >>> 8);
    into.write(value);
  }
}
