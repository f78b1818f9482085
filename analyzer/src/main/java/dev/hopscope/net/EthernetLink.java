package dev.hopscope.net;

/**
 * Ethernet (LINKTYPE_ETHERNET). Below 0x0600 the type is a length and IEEE 802.2 LLC follows, which
 * carries no IP here.
 *
 * <pre>
 * destination:6 source:6 type:2
 * </pre>
 */
final class EthernetLink implements LinkDecoder {
  private static final int HEADER = 14;

  @Override
  public Outcome strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int type = cursor.u16(12);
    cursor.offset += HEADER;
    return EtherType.strip(cursor, type);
  }
}
