package dev.hopscope.mqtt;

import java.util.List;

/**
 * Decodes 3.1 and 3.1.1, which have the same layouts; 3.1 leaves bits unused that 3.1.1 reserves.
 */
final class V3Decoder extends PacketDecoder {
  private static final int DUP = 0x08;

  private final boolean lenient;

  V3Decoder(boolean version31) {
    this.lenient = version31;
  }

  @Override
  void checkFlags(FramedPacket packet) {
    if (!lenient) {
      super.checkFlags(packet);
      return;
    }
    int required = requiredFlags(packet.type);
    // MQTT V3.1 sections 3.6, 3.8, 3.10: these are sent at QoS 1, a repeated one with DUP
    boolean repeated = required != 0 && packet.flags == (required | DUP);
    if (packet.flags != required && !repeated) {
      packet.notes.add(Note.UNUSED_BITS, 0);
    }
  }

  private Note strictOnly(Note note) {
    return lenient ? Note.UNUSED_BITS : note;
  }

  @Override
  boolean isAnswerCode(PacketType type, int code) {
    return ReasonCodes.isSubackCode3(code);
  }

  @Override
  boolean knowsShares() {
    return false;
  }

  @Override
  Note dupAtQos0() {
    return strictOnly(Note.DUP_AT_QOS_0);
  }

  @Override
  MqttPacket.Subscription subscription(String filter, int options, int at, PacketReader in) {
    int qos = options & 0x03;
    if (qos == 3) {
      in.noteAt(Note.SUBSCRIPTION_OPTIONS, at);
    } else if (options != qos) {
      in.noteAt(strictOnly(Note.SUBSCRIPTION_OPTIONS), at);
    }
    return new MqttPacket.Subscription(filter, qos, false, false, 0);
  }

  @Override
  void publishProperties(FramedPacket packet, PacketReader in) {
    if (packet.topic != null && packet.topic.isEmpty()) {
      packet.notes.add(Note.TOPIC_EMPTY, packet.headerLength);
    }
  }

  @Override
  void connack(FramedPacket packet, PacketReader in) {
    int flags = in.u8();
    int code = in.u8();
    packet.reasonCode = code;
    if (!in.failed()) {
      if ((flags & 0xfe) != 0) {
        packet.notes.add(strictOnly(Note.CONNACK_FLAGS), packet.headerLength);
      }
      if ((flags & 0x01) != 0 && code != 0) {
        packet.notes.add(strictOnly(Note.SESSION_PRESENT_WITH_ERROR), packet.headerLength);
      }
      if (!ReasonCodes.isConnackCode3(code)) {
        packet.notes.add(Note.REASON_CODE, packet.headerLength + 1);
      }
    }
    in.expectEnd(Note.TRAILING_BYTES);
    packet.content = new MqttPacket.Connack(flags > 0 && (flags & 0x01) != 0, code, null);
  }

  @Override
  void acknowledgement(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    packet.reasonCode = in.failed() ? -1 : 0;
    in.expectEnd(Note.TRAILING_BYTES);
    packet.content =
        new MqttPacket.Acknowledgement(packet.type, packet.packetId, packet.reasonCode, null);
  }

  @Override
  void subscribe(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    packet.content = new MqttPacket.Subscribe(packet.packetId, subscriptions(in), null);
  }

  @Override
  void suback(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    packet.content = new MqttPacket.Suback(packet.packetId, codes(packet.type, in), null);
  }

  @Override
  void unsubscribe(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    packet.content = new MqttPacket.Unsubscribe(packet.packetId, filters(in), null);
  }

  @Override
  void unsuback(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    in.expectEnd(Note.TRAILING_BYTES);
    packet.content = new MqttPacket.Unsuback(packet.packetId, List.of(), null);
  }

  @Override
  void disconnect(FramedPacket packet, PacketReader in) {
    packet.reasonCode = 0;
    in.expectEnd(Note.TRAILING_BYTES);
    packet.content = new MqttPacket.Closing(packet.type, 0, null);
  }

  @Override
  void auth(FramedPacket packet, PacketReader in) {
    reserved(packet);
  }
}
