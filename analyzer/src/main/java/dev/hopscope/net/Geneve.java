package dev.hopscope.net;

/**
 * Geneve (RFC 8926). As in {@link Vxlan}, the number of the network alone keeps networks apart.
 *
 * <pre>
 * version:2 bits, options in words:6 bits   flags   type:2   network:3   reserved   options
 * </pre>
 */
final class Geneve implements Layer {
  static final Layer LAYER = new Geneve();

  private static final int HEADER = 8;

  private Geneve() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    if (cursor.u8(0) >>> 6 != 0) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    int length = HEADER + (cursor.u8(0) & 0x3f) * 4;
    int type = cursor.u16(2);
    if (!cursor.has(length)) {
      return cursor.lacks(length);
    }
    cursor.enterNetwork(Network.GENEVE, cursor.i32(4) >>> 8);
    cursor.offset += length;
    return EtherType.next(cursor, type);
  }
}
