package dev.hopscope.net;

/**
 * A session of PPP over Ethernet (RFC 2516 section 4).
 *
 * <pre>
 * version:4 bits, type:4 bits   code   session:2   length:2
 * </pre>
 */
final class PppoeSession implements Layer {
  static final Layer LAYER = new PppoeSession();

  private static final int HEADER = 6;
  private static final int SESSION_DATA = 0x1100;

  private PppoeSession() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    if (cursor.u16(0) != SESSION_DATA) {
      return cursor.stop(Outcome.NOT_IP);
    }
    cursor.enterNetwork(Network.PPPOE, cursor.u16(2));
    int length = cursor.u16(4);
    cursor.offset += HEADER;
    cursor.limit(length);
    return Ppp.LAYER;
  }
}
