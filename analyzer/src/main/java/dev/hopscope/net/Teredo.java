package dev.hopscope.net;

/**
 * IPv6 in UDP through address translators (RFC 4380 section 5.1.1). Its addresses are unique, and
 * answers may come by another relay, so it is no network of its own.
 *
 * <pre>
 * [0x0001 identification length authentication length both nonce:8 confirmation]
 * [0x0000 port:2 address:4]   IPv6
 * </pre>
 */
final class Teredo implements Layer {
  static final Layer LAYER = new Teredo();

  private static final int AUTHENTICATION = 0x0001;
  private static final int ORIGIN = 0x0000;
  private static final int ORIGIN_LENGTH = 8;
  private static final int PREFIX = 0x2001_0000;

  private Teredo() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (cursor.has(4) && cursor.u16(0) == AUTHENTICATION) {
      int length = 13 + cursor.u8(2) + cursor.u8(3);
      if (!cursor.has(length)) {
        return cursor.lacks(length);
      }
      cursor.offset += length;
    }
    if (cursor.has(ORIGIN_LENGTH) && cursor.u16(0) == ORIGIN) {
      cursor.offset += ORIGIN_LENGTH;
    }
    // One of the two has an address that Teredo gave out.
    boolean client =
        Ipv6.isPlausible(cursor) && (cursor.i32(8) == PREFIX || cursor.i32(24) == PREFIX);
    return client ? Ipv6.LAYER : cursor.stop(Outcome.NOT_TCP);
  }
}
