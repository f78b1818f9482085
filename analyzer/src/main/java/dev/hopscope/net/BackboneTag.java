package dev.hopscope.net;

/**
 * The service tag of provider backbone bridges (IEEE 802.1ah), and the customer's frame behind it.
 *
 * <pre>
 * priority and flags:1 service:3
 * </pre>
 */
final class BackboneTag implements Layer {
  static final Layer LAYER = new BackboneTag();

  private static final int LENGTH = 4;

  private BackboneTag() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.lacks(LENGTH);
    }
    cursor.enterNetwork(Network.BACKBONE_SERVICE, cursor.i32(0) & 0xff_ffff);
    return cursor.skip(LENGTH, EthernetLink.LAYER);
  }
}
