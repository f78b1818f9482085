package dev.hopscope.mqtt;

/** Decodes bytes as a packet of a supposed version, to see whether they fit. */
final class TrialDecoder {
  private final FramedPacket packet = new FramedPacket(new TopicCache(8));
  private final PacketReader in = new PacketReader();

  /**
   * Decodes; the result is good until the next trial.
   *
   * @param offset where the body starts
   * @param available how many of its bytes are there
   * @param length how many it has
   */
  FramedPacket decode(
      int firstByte,
      byte[] data,
      int offset,
      int available,
      int length,
      MqttVersion version,
      Direction direction) {
    packet.begin(firstByte, 0, length, 0);
    packet.version = version;
    packet.direction = direction;
    packet.body(data, offset, available);
    in.set(data, offset, available, length, 0, packet.notes);
    Decoders.of(version).decode(packet, in);
    return packet;
  }

  /** Lets go of what the last trial read. */
  void release() {
    packet.release();
    in.release();
  }
}
