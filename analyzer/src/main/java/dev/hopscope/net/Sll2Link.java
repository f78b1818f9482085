package dev.hopscope.net;

/**
 * Linux cooked capture, version 2 (LINKTYPE_LINUX_SLL2).
 *
 * <pre>
 * protocol:2 reserved:2 interface:4 arphrd:2 packetType:1 addressLength:1 address:8
 * </pre>
 */
final class Sll2Link implements Layer {
  static final Layer LAYER = new Sll2Link();

  private static final int HEADER = 20;

  private Sll2Link() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int protocol = cursor.u16(0);
    int hardware = cursor.u16(8);
    cursor.offset += HEADER;
    return SllLink.next(cursor, hardware, protocol);
  }
}
