package dev.hopscope.net;

/**
 * BSD loopback (LINKTYPE_NULL, LINKTYPE_LOOP): an address family in the byte order of the host that
 * captured, or in network order. Families are small, so the order shows.
 *
 * <pre>
 * family:4
 * </pre>
 */
final class LoopbackLink implements LinkDecoder {
  private static final int HEADER = 4;
  private static final int AF_INET = 2;
  private static final int AF_INET6_LINUX = 10;
  private static final int AF_INET6_NETBSD = 24;
  private static final int AF_INET6_FREEBSD = 28;
  private static final int AF_INET6_DARWIN = 30;

  @Override
  public Outcome strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int family = cursor.i32(0);
    if ((family & 0xffff_0000) != 0) {
      family = Integer.reverseBytes(family);
    }
    cursor.offset += HEADER;
    return switch (family) {
      case AF_INET -> {
        cursor.etherType = EtherType.IPV4;
        yield null;
      }
      case AF_INET6_LINUX, AF_INET6_NETBSD, AF_INET6_FREEBSD, AF_INET6_DARWIN -> {
        cursor.etherType = EtherType.IPV6;
        yield null;
      }
      default -> Outcome.NOT_IP;
    };
  }
}
