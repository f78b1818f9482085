package dev.hopscope.net;

/**
 * Cisco's tag for virtual interfaces (VN-Tag, the draft of IEEE 802.1BR). The interfaces that it
 * names are those of one direction, so they are no part of the scope.
 *
 * <pre>
 * direction and destination:2 source:2 type:2
 * </pre>
 */
final class VnTag implements Layer {
  static final Layer LAYER = new VnTag();

  private static final int LENGTH = 6;

  private VnTag() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.lacks(LENGTH);
    }
    int type = cursor.u16(4);
    cursor.offset += LENGTH;
    return EtherType.nextOrLength(cursor, type);
  }
}
