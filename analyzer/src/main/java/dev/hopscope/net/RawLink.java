package dev.hopscope.net;

/** No header: an IP packet, whose first four bits tell its version (LINKTYPE_RAW and kin). */
final class RawLink implements Layer {
  static final Layer LAYER = new RawLink();

  private RawLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(1)) {
      return cursor.lacks(1);
    }
    return switch (cursor.u8(0) >>> 4) {
      case 4 -> Ipv4.LAYER;
      case 6 -> Ipv6.LAYER;
      default -> cursor.stop(Outcome.NOT_IP);
    };
  }
}
