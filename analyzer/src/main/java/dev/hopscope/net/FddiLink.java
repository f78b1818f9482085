package dev.hopscope.net;

/**
 * FDDI (LINKTYPE_FDDI, ANSI X3.139).
 *
 * <pre>
 * frameControl:1 destination:6 source:6
 * </pre>
 */
final class FddiLink implements Layer {
  static final Layer LAYER = new FddiLink();

  private static final int HEADER = 13;
  private static final int FRAME_FORMAT = 0x70; // class and priority left out
  private static final int LLC = 0x50;

  private FddiLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    return (cursor.u8(0) & FRAME_FORMAT) == LLC
        ? cursor.skip(HEADER, Llc.LAYER)
        : cursor.stop(Outcome.NOT_IP);
  }
}
