package dev.hopscope.net;

/**
 * Linux cooked capture, version 2 (LINKTYPE_LINUX_SLL2).
 *
 * <pre>
 * protocol:2 reserved:2 interface:4 arphrd:2 packetType:1 addressLength:1 address:8
 * </pre>
 */
final class Sll2Link implements LinkDecoder {
  private static final int HEADER = 20;

  @Override
  public Outcome strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int type = cursor.u16(0);
    cursor.offset += HEADER;
    return EtherType.strip(cursor, type);
  }
}
