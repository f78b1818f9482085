package dev.hopscope.net;

/**
 * Wireless LAN behind a radiotap header (LINKTYPE_IEEE802_11_RADIOTAP), all of it little-endian.
 *
 * <pre>
 * version   pad   length:2   present:4, repeated while bit 31 is set   [time:8, aligned]   [flags]
 * </pre>
 */
final class RadiotapLink implements Layer {
  static final Layer LAYER = new RadiotapLink();

  private static final int HEADER = 8;
  private static final int TIME = 1;
  private static final int FLAGS = 2;
  private static final int DATA_PADDED = 0x20;

  private RadiotapLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int length = cursor.u16le(2);
    if (length < HEADER) {
      return cursor.stop(Outcome.MALFORMED);
    }
    if (!cursor.has(length)) {
      return cursor.lacks(length);
    }
    return cursor.skip(length, isPadded(cursor, length) ? WlanLink.PADDED : WlanLink.LAYER);
  }

  private static boolean isPadded(PacketCursor cursor, int length) {
    int present = cursor.i32le(4);
    int at = HEADER;
    int more = present;
    while (more < 0 && at + 4 <= length) {
      more = cursor.i32le(at);
      at += 4;
    }
    if ((present & TIME) != 0) {
      at = (at + 7 & ~7) + 8;
    }
    return (present & FLAGS) != 0 && at < length && (cursor.u8(at) & DATA_PADDED) != 0;
  }
}
