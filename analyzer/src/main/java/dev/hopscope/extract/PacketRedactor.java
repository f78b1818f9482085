package dev.hopscope.extract;

import dev.hopscope.bytes.VariableByteInteger;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PropertyId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the fields of one packet and writes what each becomes. What tells nothing of people
 * and things stays: lengths, flags, identifiers, codes, numbers. Names and topic levels become
 * pseudonyms, contents others, passwords and authentication data x's. From the first field that
 * does not decode on, everything is zeros.
 *
 * <p>Reused for all packets.
 */
final class PacketRedactor {
  private static final int WILL = 0x04;
  private static final int PASSWORD = 0x40;
  private static final int USERNAME = 0x80;

  private final SameLength pseudonyms;
  private byte[] in = new byte[0];
  private byte[] out = new byte[0];
  private int position;
  private int end;
  private boolean failed;

  PacketRedactor(SameLength pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** What the bytes walked over become, from the fixed header on. */
  byte[] bytes() {
    return out;
  }

  /** How many bytes of the packet {@link #bytes()} has, the payload of a PUBLISH excluded. */
  int length() {
    return position;
  }

  /** Whether everything before the payload decoded. */
  boolean decoded() {
    return !failed;
  }

  /**
   * Walks over a packet.
   *
   * @param packet its first bytes, from the fixed header on; as many as are at hand
   * @param headerLength bytes of the fixed header, all of them at hand
   */
  void walk(byte[] packet, int headerLength, PacketType type, int flags, MqttVersion version) {
    in = packet;
    out = new byte[packet.length];
    position = 0;
    end = packet.length;
    failed = false;
    keep(headerLength);
    boolean properties = version == MqttVersion.V5_0;
    switch (type) {
      case CONNECT -> connect();
      case PUBLISH -> publish(flags >>> 1 & 3, properties);
      case CONNACK -> codes(2, properties);
      case PUBACK, PUBREC, PUBREL, PUBCOMP -> {
        keep(2);
        codes(properties ? 1 : 0, properties);
      }
      case DISCONNECT, AUTH -> codes(properties ? 1 : 0, properties);
      case SUBSCRIBE, UNSUBSCRIBE -> filters(type == PacketType.SUBSCRIBE, properties);
      case SUBACK, UNSUBACK -> {
        keep(2);
        properties(properties);
        keep(failed ? 0 : end - position);
      }
      case PINGREQ, PINGRESP, RESERVED -> {
        // nothing but the fixed header
      }
    }
  }

  // sections 3.4.2, 3.14.2: codes and properties may be left out
  private void codes(int count, boolean properties) {
    if (!failed && position < end) {
      keep(count);
    }
    if (!failed && position < end) {
      properties(properties);
    }
  }

  private void connect() {
    protocolName();
    int level = peek(0) & 0x7f;
    int flags = peek(1);
    keep(4);
    boolean properties = level == 5;
    properties(properties);
    field(pseudonyms::name);
    if ((flags & WILL) != 0) {
      properties(properties);
      field(pseudonyms::topic);
      field(this::content);
    }
    // MQTT V3.1 section 3.1: user name and password may be missing where their flags are set
    if ((flags & USERNAME) != 0 && (level != 3 || position < end)) {
      field(pseudonyms::name);
    }
    if ((flags & PASSWORD) != 0 && (level != 3 || position < end)) {
      field(PacketRedactor::crossedOut);
    }
  }

  private void protocolName() {
    int length = peek(0) << 8 | peek(1);
    boolean there = !failed && position + 2 + length <= end;
    String name =
        there ? new String(in, position + 2, length, StandardCharsets.ISO_8859_1) : "unknown";
    failed |= !name.equals("MQTT") && !name.equals("MQIsdp");
    keep(2 + length);
  }

  private void publish(int qos, boolean properties) {
    field(pseudonyms::topic);
    failed |= qos == 3; // what follows cannot be told
    keep(qos > 0 ? 2 : 0);
    properties(properties);
  }

  private void filters(boolean options, boolean properties) {
    keep(2);
    properties(properties);
    while (!failed && position < end) {
      field(pseudonyms::topic);
      keep(options ? 1 : 0);
    }
  }

  private void properties(boolean present) {
    if (!present) {
      return;
    }
    int length = variable();
    int outer = end;
    int behind = position + length;
    if (failed || behind > end) {
      failed = true;
      return;
    }
    end = behind;
    while (!failed && position < end) {
      property();
    }
    end = outer;
    // behind a broken property decoding goes on, because its length tells where
    failed = false;
    position = behind;
  }

  private void property() {
    PropertyId id = PropertyId.ofCode(variable());
    if (failed || id == null) {
      failed = true;
      return;
    }
    switch (id.encoding()) {
      case BYTE -> keep(1);
      case TWO_BYTE -> keep(2);
      case FOUR_BYTE -> keep(4);
      case VARIABLE -> variable();
      case UTF8 -> field(id == PropertyId.RESPONSE_TOPIC ? pseudonyms::topic : pseudonyms::name);
      case BINARY ->
          field(id == PropertyId.AUTHENTICATION_DATA ? PacketRedactor::crossedOut : this::content);
      case UTF8_PAIR -> {
        field(pseudonyms::name);
        field(pseudonyms::name);
      }
    }
  }

  private int peek(int ahead) {
    failed |= position + ahead >= end;
    return failed ? 0 : in[position + ahead] & 0xff;
  }

  private void keep(int count) {
    failed |= position + count > end;
    if (!failed) {
      System.arraycopy(in, position, out, position, count);
      position += count;
    }
  }

  private int variable() {
    long read = VariableByteInteger.read(in, position, failed ? position : end);
    failed |= !VariableByteInteger.isValue(read);
    if (failed) {
      return 0;
    }
    keep(VariableByteInteger.size(read));
    return VariableByteInteger.value(read);
  }

  @FunctionalInterface
  private interface Replacement {
    byte[] of(byte[] original);
  }

  /** Replaces a field of two bytes of length and as many bytes. */
  private void field(Replacement replacement) {
    int length = peek(0) << 8 | peek(1);
    keep(2);
    failed |= position + length > end;
    if (!failed) {
      byte[] replaced = replacement.of(Arrays.copyOfRange(in, position, position + length));
      System.arraycopy(replaced, 0, out, position, length);
      position += length;
    }
  }

  private static byte[] crossedOut(byte[] secret) {
    byte[] crossed = new byte[secret.length];
    Arrays.fill(crossed, (byte) 'x');
    return crossed;
  }

  /** What a content that is at hand becomes. */
  byte[] content(byte[] content) {
    if (content.length <= SameLength.SHORT) {
      return pseudonyms.shortContent(content);
    }
    byte[] filled = new byte[content.length];
    long seed = pseudonyms.seed(digest(content), content.length);
    for (int i = 0; i < filled.length; i++) {
      filled[i] = SameLength.filling(seed, i);
    }
    return filled;
  }

  private static long digest(byte[] content) {
    return dev.hopscope.bytes.Digest64.of(content, 0, content.length);
  }
}
