package dev.hopscope.net;

/**
 * BSD loopback (LINKTYPE_NULL, LINKTYPE_LOOP): an address family in the byte order of the host that
 * captured, or in network order. Families are small, so the order shows.
 *
 * <pre>
 * family:4
 * </pre>
 */
final class LoopbackLink implements Layer {
  static final Layer LAYER = new LoopbackLink();

  private static final int HEADER = 4;

  private LoopbackLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int family = cursor.i32(0);
    if ((family & 0xffff_0000) != 0) {
      family = Integer.reverseBytes(family);
    }
    cursor.offset += HEADER;
    return AddressFamily.next(cursor, family);
  }
}
