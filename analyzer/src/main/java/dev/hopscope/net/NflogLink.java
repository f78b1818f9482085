package dev.hopscope.net;

/**
 * Linux netfilter's log (LINKTYPE_NFLOG): a header and a list of values, one of them the packet.
 * Lengths and types are in the order of the host that captured; types are small, so it shows.
 *
 * <pre>
 * family   version   resource:2   then each at a multiple of four: length:2 type:2 value
 * </pre>
 */
final class NflogLink implements Layer {
  static final Layer LAYER = new NflogLink();

  private static final int HEADER = 4;
  private static final int PAYLOAD = 9;

  private NflogLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int family = cursor.u8(0);
    cursor.offset += HEADER;
    while (cursor.has(HEADER)) {
      boolean littleEndian = cursor.u16le(2) < 0x100;
      int length = littleEndian ? cursor.u16le(0) : cursor.u16(0);
      int type = littleEndian ? cursor.u16le(2) : cursor.u16(2);
      if (length < HEADER) {
        return cursor.stop(Outcome.MALFORMED);
      }
      if (type == PAYLOAD) {
        cursor.narrow(length);
        return cursor.skip(HEADER, AddressFamily.next(cursor, family));
      }
      int padded = length + 3 & ~3;
      if (!cursor.has(padded)) {
        return cursor.lacks(padded);
      }
      cursor.offset += padded;
    }
    return cursor.wireEnd - cursor.offset <= 0 ? cursor.stop(Outcome.NOT_IP) : cursor.lacks(HEADER);
  }
}
