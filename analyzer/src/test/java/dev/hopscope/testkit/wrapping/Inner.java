package dev.hopscope.testkit.wrapping;

/**
 * What a header is to be put before.
 *
 * @param length its bytes on the wire
 * @param ipv6 whether the packet wrapped is IPv6
 * @param forward its direction, the same for all packets of one direction of a connection
 * @param network which of several networks it is in, 0 or 1
 */
record Inner(int length, boolean ipv6, boolean forward, int network) {
  Inner longer(int bytes) {
    return new Inner(length + bytes, ipv6, forward, network);
  }

  /** The first in one direction, the second in the other. */
  int either(int first, int second) {
    return forward ? first : second;
  }

  /** The EtherType of the packet. */
  int type() {
    return ipv6 ? 0x86dd : 0x0800;
  }
}
