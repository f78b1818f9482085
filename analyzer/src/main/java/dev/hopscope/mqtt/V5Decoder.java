package dev.hopscope.mqtt;

/** Decodes 5.0: properties, and reason codes in every answer. */
final class V5Decoder extends PacketDecoder {

  @Override
  boolean isAnswerCode(PacketType type, int code) {
    return ReasonCodes.isDefined5(type, code);
  }

  @Override
  boolean knowsShares() {
    return true;
  }

  @Override
  Note dupAtQos0() {
    return Note.DUP_AT_QOS_0;
  }

  @Override
  MqttPacket.Subscription subscription(String filter, int options, int at, PacketReader in) {
    int qos = options & 0x03;
    int retainHandling = options >>> 4 & 0x03;
    boolean noLocal = (options & 0x04) != 0;
    // section 3.8.3.1: two reserved bits; QoS 3 and Retain Handling 3 are Protocol Errors
    if ((options & 0xc0) != 0 || qos == 3 || retainHandling == 3) {
      in.noteAt(Note.SUBSCRIPTION_OPTIONS, at);
    }
    if (noLocal && TopicFilters.isShared(filter)) {
      in.noteAt(Note.NO_LOCAL_SHARED, at);
    }
    boolean retainAsPublished = (options & 0x08) != 0;
    return new MqttPacket.Subscription(filter, qos, noLocal, retainAsPublished, retainHandling);
  }

  @Override
  void publishProperties(FramedPacket packet, PacketReader in) {
    int at = in.position();
    PropertyReader properties = packet.properties;
    packet.propertiesDecoded = properties.read(in, PacketType.PUBLISH, false) != null;
    if (!packet.propertiesDecoded) {
      return;
    }
    properties.copyTo(packet);
    boolean alias = properties.has(PropertyId.TOPIC_ALIAS);
    if (packet.topic != null && packet.topic.isEmpty() && !alias && in.hasAllBefore()) {
      packet.notes.add(Note.TOPIC_EMPTY, packet.headerLength);
    }
    if (packet.subscriptionIdentifiers.length > 0
        && packet.direction == Direction.CLIENT_TO_SERVER) {
      in.noteAt(Note.SUBSCRIPTION_IDENTIFIER_FROM_CLIENT, at);
    }
  }

  /** The properties of a PUBLISH as records, read again from the start of its body. */
  static Properties keptPublishProperties(FramedPacket packet, PacketReader in) {
    in.span();
    if (packet.qos() > 0) {
      in.u16();
    }
    return packet.properties.read(in, PacketType.PUBLISH, true);
  }

  private static Properties properties(FramedPacket packet, PacketReader in) {
    return in.failed() ? null : packet.properties.read(in, packet.type, true);
  }

  // sections 3.4.2.1, 3.14.2.1: what is left out is 0 and no properties
  private Properties optionalProperties(FramedPacket packet, PacketReader in) {
    if (!in.failed() && in.atEnd()) {
      return Properties.NONE;
    }
    Properties properties = properties(packet, in);
    in.expectEnd(Note.TRAILING_BYTES);
    return properties;
  }

  private void reasonCode(FramedPacket packet, PacketReader in) {
    if (!in.failed() && in.atEnd()) {
      packet.reasonCode = 0;
      return;
    }
    int at = in.position();
    packet.reasonCode = in.u8();
    if (in.failed()) {
      return;
    }
    if (!ReasonCodes.isDefined5(packet.type, packet.reasonCode)) {
      in.noteAt(Note.REASON_CODE, at);
    } else if (ReasonCodes.isOfOtherSide(packet.type, packet.reasonCode, packet.direction)) {
      in.noteAt(Note.REASON_CODE_DIRECTION, at);
    }
  }

  @Override
  void connack(FramedPacket packet, PacketReader in) {
    int flags = in.u8();
    int at = in.position();
    packet.reasonCode = in.u8();
    if (!in.failed()) {
      if ((flags & 0xfe) != 0) {
        packet.notes.add(Note.CONNACK_FLAGS, packet.headerLength);
      }
      if ((flags & 0x01) != 0 && packet.reasonCode != 0) {
        packet.notes.add(Note.SESSION_PRESENT_WITH_ERROR, packet.headerLength);
      }
      if (!ReasonCodes.isDefined5(packet.type, packet.reasonCode)) {
        in.noteAt(Note.REASON_CODE, at);
      }
    }
    Properties properties = properties(packet, in);
    in.expectEnd(Note.TRAILING_BYTES);
    boolean sessionPresent = flags > 0 && (flags & 0x01) != 0;
    packet.content = new MqttPacket.Connack(sessionPresent, packet.reasonCode, properties);
  }

  @Override
  void acknowledgement(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    reasonCode(packet, in);
    Properties properties = optionalProperties(packet, in);
    packet.content =
        new MqttPacket.Acknowledgement(packet.type, packet.packetId, packet.reasonCode, properties);
  }

  @Override
  void subscribe(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    Properties properties = properties(packet, in);
    packet.content = new MqttPacket.Subscribe(packet.packetId, subscriptions(in), properties);
  }

  @Override
  void suback(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    Properties properties = properties(packet, in);
    packet.content = new MqttPacket.Suback(packet.packetId, codes(packet.type, in), properties);
  }

  @Override
  void unsubscribe(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    Properties properties = properties(packet, in);
    packet.content = new MqttPacket.Unsubscribe(packet.packetId, filters(in), properties);
  }

  @Override
  void unsuback(FramedPacket packet, PacketReader in) {
    packet.packetId = in.packetId();
    Properties properties = properties(packet, in);
    packet.content = new MqttPacket.Unsuback(packet.packetId, codes(packet.type, in), properties);
  }

  @Override
  void disconnect(FramedPacket packet, PacketReader in) {
    reasonCode(packet, in);
    int at = in.position();
    Properties properties = optionalProperties(packet, in);
    if (packet.direction == Direction.SERVER_TO_CLIENT
        && properties != null
        && properties.number(PropertyId.SESSION_EXPIRY_INTERVAL, -1) >= 0) {
      in.noteAt(Note.SESSION_EXPIRY_FROM_SERVER, at);
    }
    packet.content = new MqttPacket.Closing(packet.type, packet.reasonCode, properties);
  }

  @Override
  void auth(FramedPacket packet, PacketReader in) {
    reasonCode(packet, in);
    Properties properties = optionalProperties(packet, in);
    packet.content = new MqttPacket.Closing(packet.type, packet.reasonCode, properties);
  }
}
