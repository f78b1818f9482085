package dev.hopscope.net;

/**
 * The network service header (RFC 8300). The path that it names is that of one direction, so it is
 * no part of the scope.
 *
 * <pre>
 * version:2 bits, flags:2 bits, time to live:6 bits, length in words:6 bits   type   next
 * path:3 index:1   context
 * </pre>
 */
final class ServiceHeader implements Layer {
  static final Layer LAYER = new ServiceHeader();

  private static final int SHORTEST = 8;

  private ServiceHeader() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(SHORTEST)) {
      return cursor.lacks(SHORTEST);
    }
    int length = (cursor.u16(0) & 0x3f) * 4;
    if (cursor.u8(0) >>> 6 != 0 || length < SHORTEST) {
      return cursor.stop(Outcome.MALFORMED);
    }
    return cursor.has(length)
        ? cursor.skip(length, next(cursor, cursor.u8(3)))
        : cursor.lacks(length);
  }

  /** The layer behind a number that VXLAN-GPE uses too (IANA's "NSH Next Protocol"). */
  static Layer next(PacketCursor cursor, int number) {
    return switch (number) {
      case 1 -> Ipv4.LAYER;
      case 2 -> Ipv6.LAYER;
      case 3 -> EthernetLink.LAYER;
      case 4 -> LAYER;
      case 5 -> Mpls.LAYER;
      default -> cursor.stop(Outcome.NOT_IP);
    };
  }
}
