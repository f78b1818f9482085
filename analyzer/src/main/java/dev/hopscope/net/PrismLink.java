package dev.hopscope.net;

/**
 * Wireless LAN behind what Prism cards put before it (LINKTYPE_IEEE802_11_PRISM), or an AVS header
 * (LINKTYPE_IEEE802_11_AVS), which is found under the first number too.
 *
 * <pre>
 * Prism   message:4 length:4, both in the order of the host that captured
 * AVS     version 0x802110xx:4 length:4
 * </pre>
 */
final class PrismLink implements Layer {
  static final Layer LAYER = new PrismLink();

  private static final int HEADER = 8;

  private PrismLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    boolean avs = cursor.i32(0) >>> 8 == 0x802110;
    // The message is a small number, so the order shows.
    boolean bigEndian = avs || cursor.u16(0) == 0;
    int length = bigEndian ? cursor.i32(4) : cursor.i32le(4);
    return length < HEADER || length > 0xffff
        ? cursor.stop(Outcome.MALFORMED)
        : cursor.skipChecked(length, WlanLink.LAYER);
  }
}
