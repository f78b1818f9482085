package dev.hopscope.net;

/**
 * Per-packet information (LINKTYPE_PPI), all of it little-endian, and what it is about.
 *
 * <pre>
 * version   flags   length:2   linkType:4   fields
 * </pre>
 */
final class PpiLink implements Layer {
  static final Layer LAYER = new PpiLink();

  private static final int HEADER = 8;

  private PpiLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int length = cursor.u16le(2);
    Layer inside = LinkType.layer(cursor.i32le(4));
    if (length < HEADER) {
      return cursor.stop(Outcome.MALFORMED);
    }
    return inside == null
        ? cursor.stop(Outcome.UNSUPPORTED_LINK)
        : cursor.skipChecked(length, inside);
  }
}
