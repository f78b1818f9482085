package dev.hopscope.net;

/**
 * Ethernet II and IEEE 802.3 (LINKTYPE_ETHERNET).
 *
 * <pre>
 * destination:6 source:6 type or length:2
 * </pre>
 */
final class EthernetLink implements Layer {
  static final Layer LAYER = new EthernetLink();

  static final int HEADER = 14;

  private EthernetLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int type = cursor.u16(12);
    cursor.offset += HEADER;
    return EtherType.nextOrLength(cursor, type);
  }
}
