package dev.hopscope.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes framed packets; what the versions have in common. Decoders hold no state.
 *
 * <p>Of a PUBLISH everything before the payload is decoded into the view; of other packets the
 * content is decoded into a record at once, because they are few.
 */
abstract sealed class PacketDecoder permits V3Decoder, V5Decoder {
  /** The flags that a packet of the type has in its first byte; PUBLISH has its own. */
  static int requiredFlags(PacketType type) {
    // [MQTT-3.6.1-1], [MQTT-3.8.1-1], [MQTT-3.10.1-1]
    return switch (type) {
      case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> 0x02;
      default -> 0;
    };
  }

  /** Decodes the body that the reader stands at the start of. */
  final void decode(FramedPacket packet, PacketReader in) {
    PacketType type = packet.type;
    if (hasFixedFlags(type)) {
      checkFlags(packet);
    }
    switch (type) {
      case RESERVED -> reserved(packet);
      case CONNECT -> ConnectDecoder.decode(packet, in);
      case CONNACK -> connack(packet, in);
      case PUBLISH -> publish(packet, in);
      case PUBACK, PUBREC, PUBREL, PUBCOMP -> acknowledgement(packet, in);
      case SUBSCRIBE -> subscribe(packet, in);
      case SUBACK -> suback(packet, in);
      case UNSUBSCRIBE -> unsubscribe(packet, in);
      case UNSUBACK -> unsuback(packet, in);
      case PINGREQ, PINGRESP -> {
        packet.content = new MqttPacket.Ping(type);
        in.expectEnd(Note.TRAILING_BYTES);
      }
      case DISCONNECT -> disconnect(packet, in);
      case AUTH -> auth(packet, in);
    }
  }

  final void reserved(FramedPacket packet) {
    packet.notes.add(Note.RESERVED_TYPE, 0);
    packet.content = new MqttPacket.Unreadable(packet.type);
  }

  // CONNECT is judged by the level that it carries
  private static boolean hasFixedFlags(PacketType type) {
    return type != PacketType.PUBLISH && type != PacketType.CONNECT && type != PacketType.RESERVED;
  }

  void checkFlags(FramedPacket packet) {
    if (packet.flags != requiredFlags(packet.type)) {
      packet.notes.add(Note.RESERVED_FLAGS, 0);
    }
  }

  private void publish(FramedPacket packet, PacketReader in) {
    int qos = packet.qos();
    if (qos == 3) {
      packet.notes.add(Note.QOS_3, 0);
    } else if (qos == 0 && packet.dup()) {
      packet.notes.add(dupAtQos0(), 0);
    }
    readTopic(packet, in);
    if (qos == 3 || in.failed()) {
      // whether an identifier follows cannot be told, so neither where the payload starts
      return;
    }
    if (qos > 0) {
      packet.packetId = in.packetId();
    }
    publishProperties(packet, in);
    if (!in.failed()) {
      packet.payloadOffset = in.consumed();
    }
  }

  private static void readTopic(FramedPacket packet, PacketReader in) {
    if (!in.span()) {
      return;
    }
    packet.topic = packet.topics.find(in.data(), in.textStart(), in.textLength());
    if (packet.topic != null) {
      return;
    }
    long before = packet.notes.bits();
    if (!in.checkText(Note.TOPIC_UTF8)) {
      return;
    }
    if (in.hasWildcard()) {
      in.noteAt(Note.TOPIC_WILDCARD, in.textStart());
    }
    packet.topic = in.lastText();
    if (packet.notes.bits() == before) {
      packet.topics.put(in.data(), in.textStart(), in.textLength(), packet.topic);
    }
  }

  /** Reads a filter with its grammar; null if there is none to be had. */
  final String filter(PacketReader in) {
    int at = in.position();
    String filter = in.text(Note.BAD_UTF8);
    Note wrong = filter == null ? null : TopicFilters.check(filter, knowsShares());
    if (wrong != null) {
      in.noteAt(wrong, at);
    }
    return filter;
  }

  /** Reads the filters of an UNSUBSCRIBE to the end of the body. */
  final List<String> filters(PacketReader in) {
    List<String> filters = new ArrayList<>();
    if (!in.failed() && in.atEnd()) {
      in.note(Note.NO_FILTER);
    }
    while (!in.failed() && !in.atEnd()) {
      String filter = filter(in);
      if (filter != null) {
        filters.add(filter);
      }
    }
    return List.copyOf(filters);
  }

  /** Reads the filters of a SUBSCRIBE to the end of the body. */
  final List<MqttPacket.Subscription> subscriptions(PacketReader in) {
    List<MqttPacket.Subscription> subscriptions = new ArrayList<>();
    if (!in.failed() && in.atEnd()) {
      in.note(Note.NO_FILTER);
    }
    while (!in.failed() && !in.atEnd()) {
      String filter = filter(in);
      int at = in.position();
      int options = in.u8();
      if (filter != null && !in.failed()) {
        subscriptions.add(subscription(filter, options, at, in));
      }
    }
    return List.copyOf(subscriptions);
  }

  /** Reads one code a byte to the end of the body. */
  final List<Integer> codes(PacketType type, PacketReader in) {
    List<Integer> codes = new ArrayList<>();
    do {
      int at = in.position();
      int code = in.u8();
      if (!in.failed()) {
        codes.add(code);
        if (!isAnswerCode(type, code)) {
          in.noteAt(Note.REASON_CODE, at);
        }
      }
    } while (!in.failed() && !in.atEnd());
    return List.copyOf(codes);
  }

  abstract boolean isAnswerCode(PacketType type, int code);

  abstract boolean knowsShares();

  abstract Note dupAtQos0();

  abstract MqttPacket.Subscription subscription(
      String filter, int options, int at, PacketReader in);

  abstract void publishProperties(FramedPacket packet, PacketReader in);

  abstract void connack(FramedPacket packet, PacketReader in);

  abstract void acknowledgement(FramedPacket packet, PacketReader in);

  abstract void subscribe(FramedPacket packet, PacketReader in);

  abstract void suback(FramedPacket packet, PacketReader in);

  abstract void unsubscribe(FramedPacket packet, PacketReader in);

  abstract void unsuback(FramedPacket packet, PacketReader in);

  abstract void disconnect(FramedPacket packet, PacketReader in);

  abstract void auth(FramedPacket packet, PacketReader in);
}
