package dev.hopscope.mqtt;

/** The decoder of each version. */
final class Decoders {
  private static final PacketDecoder V3_1 = new V3Decoder(true);
  private static final PacketDecoder V3_1_1 = new V3Decoder(false);
  private static final PacketDecoder V5_0 = new V5Decoder();

  private Decoders() {}

  /** The decoder of a version; packets of an unknown one are read as 3.1.1. */
  static PacketDecoder of(MqttVersion version) {
    return switch (version) {
      case V3_1 -> V3_1;
      case V3_1_1, UNKNOWN -> V3_1_1;
      case V5_0 -> V5_0;
    };
  }
}
