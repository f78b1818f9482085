package dev.hopscope.net;

/**
 * Linux cooked capture (LINKTYPE_LINUX_SLL).
 *
 * <pre>
 * packetType:2 arphrd:2 addressLength:2 address:8 protocol:2
 * </pre>
 */
final class SllLink implements LinkDecoder {
  private static final int HEADER = 16;

  @Override
  public Outcome strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int type = cursor.u16(14);
    cursor.offset += HEADER;
    return EtherType.strip(cursor, type);
  }
}
