package dev.hopscope.net;

/**
 * One of the packets in an aggregate (A-MSDU, IEEE 802.11 clause 9.3.2.2); each but the last is
 * filled up to four bytes.
 *
 * <pre>
 * destination:6 source:6 length:2
 * </pre>
 */
final class WlanAggregate implements Layer {
  static final Layer LAYER = new WlanAggregate();

  private static final int HEADER = 14;

  private WlanAggregate() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int length = HEADER + cursor.u16(12);
    cursor.keepRest(length + 3 & ~3, LAYER);
    cursor.narrow(length);
    return cursor.skip(HEADER, Llc.LAYER);
  }
}
