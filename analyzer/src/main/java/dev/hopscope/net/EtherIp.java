package dev.hopscope.net;

/**
 * Ethernet in IP (RFC 3378).
 *
 * <pre>
 * version 3:4 bits, reserved:12 bits
 * </pre>
 */
final class EtherIp implements Layer {
  static final Layer LAYER = new EtherIp();

  private static final int HEADER = 2;

  private EtherIp() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    if (cursor.u8(0) >>> 4 != 3) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    cursor.enterBetweenHosts(Network.IP_IN_IP, 1);
    return cursor.skip(HEADER, EthernetLink.LAYER);
  }
}
