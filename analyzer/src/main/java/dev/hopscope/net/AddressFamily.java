package dev.hopscope.net;

/** The numbers that systems give to the families of IP; they differ for IPv6. */
final class AddressFamily {
  private static final int INET = 2;
  private static final int INET6_LINUX = 10;
  private static final int INET6_NETBSD = 24;
  private static final int INET6_FREEBSD = 28;
  private static final int INET6_DARWIN = 30;

  private AddressFamily() {}

  /** The layer of a family, whatever system the number is from. */
  static Layer next(PacketCursor cursor, int family) {
    return switch (family) {
      case INET -> Ipv4.LAYER;
      case INET6_LINUX, INET6_NETBSD, INET6_FREEBSD, INET6_DARWIN -> Ipv6.LAYER;
      default -> cursor.stop(Outcome.NOT_IP);
    };
  }
}
