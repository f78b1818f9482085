package dev.hopscope.net;

/**
 * AYIYA, the tunnels of SixXS (draft-massar-v6ops-ayiya).
 *
 * <pre>
 * identity 2^n:4 bits, its type:4 bits   signature in words:4 bits, hash:4 bits
 * authentication:4 bits, operation:4 bits   next header   time:4   identity   signature
 * </pre>
 */
final class Ayiya implements Layer {
  static final Layer LAYER = new Ayiya();

  private static final int HEADER = 8;
  private static final int FORWARD = 1;

  private Ayiya() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int length = HEADER + (1 << (cursor.u8(0) >>> 4)) + (cursor.u8(1) >>> 4) * 4;
    int next = cursor.u8(3);
    if ((cursor.u8(2) & 0x0f) != FORWARD || next != IpProtocol.IPV4 && next != IpProtocol.IPV6) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    return cursor.skipChecked(length, next == IpProtocol.IPV6 ? IpInIp.IPV6 : IpInIp.IPV4);
  }
}
