package dev.hopscope.net;

/**
 * Darwin's packet tap (LINKTYPE_PKTAP, and USER2 on older systems), all of it little-endian.
 *
 * <pre>
 * headerLength:4 recordType:4 linkType:4 interface:24 flags:4 ...
 * </pre>
 */
final class PktapLink implements Layer {
  static final Layer LAYER = new PktapLink(false);

  /** The number is free for any use, so the header has to look like one. */
  static final Layer USER2 = new PktapLink(true);

  private static final int HEADER = 108;
  private static final int LONGEST = 1_024;
  private static final int PACKET = 1;

  private final boolean unsure;

  private PktapLink(boolean unsure) {
    this.unsure = unsure;
  }

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(12)) {
      return unsure ? cursor.stop(Outcome.UNSUPPORTED_LINK) : cursor.lacks(12);
    }
    int length = cursor.i32le(0);
    boolean right = length >= HEADER && length <= LONGEST;
    if (!right || unsure && cursor.i32le(4) != PACKET) {
      return cursor.stop(unsure ? Outcome.UNSUPPORTED_LINK : Outcome.MALFORMED);
    }
    if (cursor.i32le(4) != PACKET) {
      return cursor.stop(Outcome.NOT_IP);
    }
    Layer inside = LinkType.layer(cursor.i32le(8));
    return inside == null
        ? cursor.stop(Outcome.UNSUPPORTED_LINK)
        : cursor.skipChecked(length, inside);
  }
}
