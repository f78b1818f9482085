package dev.hopscope.mqtt;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.bytes.Utf8Check;
import java.util.Arrays;

/** Decodes CONNECT (3.1) by the level that it carries itself. */
final class ConnectDecoder {
  private static final int BRIDGE = 0x80;
  private static final int SHORTEST_ID_31 = 1;
  private static final int LONGEST_ID_31 = 23;

  private final FramedPacket packet;
  private final PacketReader in;
  private MqttVersion version = MqttVersion.UNKNOWN;
  private int flags = -1;
  private int flagsAt;
  private MqttPacket.Will will;
  private String username;
  private int passwordLength = -1;

  private ConnectDecoder(FramedPacket packet, PacketReader in) {
    this.packet = packet;
    this.in = in;
  }

  static void decode(FramedPacket packet, PacketReader in) {
    new ConnectDecoder(packet, in).decode();
  }

  private void decode() {
    int at = in.position();
    String name = in.text(Note.BAD_UTF8);
    int levelAt = in.position();
    int level = in.u8();
    flagsAt = in.position();
    flags = in.u8();
    int keepAlive = in.u16();
    version = level < 0 ? MqttVersion.UNKNOWN : MqttVersion.ofLevel(level & ~BRIDGE);
    packet.version = version;
    checkName(name, at, level, levelAt);
    Properties properties = null;
    String clientId = null;
    if (version != MqttVersion.UNKNOWN && flags >= 0) {
      checkFlags();
      if (version == MqttVersion.V5_0 && !in.failed()) {
        properties = packet.properties.read(in, PacketType.CONNECT, true);
      }
      clientId = clientId();
      payload();
    }
    packet.content =
        new MqttPacket.Connect(
            name,
            level < 0 ? -1 : level & ~BRIDGE,
            level >= 0 && (level & BRIDGE) != 0,
            has(0x02),
            keepAlive,
            clientId,
            will,
            username,
            passwordLength,
            properties);
  }

  private boolean has(int flag) {
    return flags >= 0 && (flags & flag) != 0;
  }

  private boolean is31() {
    return version == MqttVersion.V3_1;
  }

  private Note reserved(Note note) {
    return is31() ? Note.UNUSED_BITS : note;
  }

  private void checkName(String name, int at, int level, int levelAt) {
    if (packet.flags != 0) {
      packet.notes.add(reserved(Note.RESERVED_FLAGS), 0);
    }
    if (name == null) {
      return;
    }
    // an unknown level may have either name
    boolean right = !is31() && name.equals("MQTT");
    right |= (is31() || version == MqttVersion.UNKNOWN) && name.equals("MQIsdp");
    if (!right && (level >= 0 || !in.failed())) {
      in.noteAt(Note.PROTOCOL_NAME, at);
    }
    if (level >= 0 && version == MqttVersion.UNKNOWN) {
      in.noteAt(Note.PROTOCOL_LEVEL, levelAt);
    }
  }

  private void checkFlags() {
    if (has(0x01)) {
      in.noteAt(reserved(Note.CONNECT_RESERVED_FLAG), flagsAt);
    }
    int willQos = flags >>> 3 & 0x03;
    if (has(0x04)) {
      if (willQos == 3) {
        in.noteAt(Note.WILL_QOS_3, flagsAt);
      }
    } else if (willQos != 0) {
      in.noteAt(reserved(Note.WILL_QOS_WITHOUT_WILL), flagsAt);
    } else if (has(0x20)) {
      in.noteAt(reserved(Note.WILL_RETAIN_WITHOUT_WILL), flagsAt);
    }
    // 5.0 allows a password alone
    if (has(0x40) && !has(0x80) && version != MqttVersion.V5_0) {
      in.noteAt(Note.PASSWORD_WITHOUT_USERNAME, flagsAt);
    }
  }

  private String clientId() {
    int at = in.position();
    in.shortNote = Note.CLIENT_ID_MISSING;
    String clientId = in.text(Note.CLIENT_ID_UTF8);
    if (clientId == null) {
      return null;
    }
    if (version == MqttVersion.V3_1_1 && clientId.isEmpty() && !has(0x02)) {
      in.noteAt(Note.CLIENT_ID_EMPTY, at);
    }
    int characters = clientId.codePointCount(0, clientId.length());
    if (is31() && (characters < SHORTEST_ID_31 || characters > LONGEST_ID_31)) {
      in.noteAt(Note.CLIENT_ID_LENGTH, at);
    }
    return clientId;
  }

  private void payload() {
    if (has(0x04)) {
      will();
    }
    // MQTT V3.1 section 3.1: the Remaining Length has precedence over these two flags
    if (has(0x80) && !(is31() && in.atEnd())) {
      in.shortNote = Note.USERNAME_MISSING;
      username = in.text(Note.USERNAME_UTF8);
    }
    if (has(0x40) && !(is31() && in.atEnd())) {
      in.shortNote = Note.PASSWORD_MISSING;
      if (in.span()) {
        passwordLength = in.textLength();
      }
    }
    boolean neither = !has(0x80) && !has(0x40);
    Note unannounced = has(0x40) ? Note.TRAILING_BYTES : Note.PASSWORD_UNANNOUNCED;
    in.expectEnd(neither ? Note.USERNAME_UNANNOUNCED : unannounced);
  }

  private void will() {
    in.shortNote = Note.WILL_MISSING;
    Properties properties = null;
    if (version == MqttVersion.V5_0 && !in.failed() && !in.atEnd()) {
      properties = packet.properties.read(in, PropertyRules.WILL, true);
      in.shortNote = Note.WILL_MISSING;
    }
    int at = in.position();
    String topic = in.text(Note.WILL_TOPIC_UTF8);
    if (topic != null && topic.isEmpty()) {
      in.noteAt(Note.TOPIC_EMPTY, at);
    } else if (topic != null && in.hasWildcard()) {
      in.noteAt(Note.WILL_TOPIC_WILDCARD, at);
    }
    Payload payload = in.span() ? payloadOfSpan() : null;
    will = new MqttPacket.Will(topic, flags >>> 3 & 0x03, has(0x20), payload, properties);
  }

  private Payload payloadOfSpan() {
    int from = in.textStart();
    int length = in.textLength();
    byte[] kept = Arrays.copyOfRange(in.data(), from, from + Math.min(length, packet.payloadBytes));
    return new Payload(
        kept,
        length,
        Digest64.of(in.data(), from, length),
        new Utf8Check().accept(in.data(), from, length).isWellFormed());
  }
}
