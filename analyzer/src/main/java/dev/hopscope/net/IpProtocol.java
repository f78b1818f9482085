package dev.hopscope.net;

/** What an IP packet carries (IANA's protocol numbers). */
final class IpProtocol {
  static final int IPV4 = 4;
  static final int TCP = 6;
  static final int UDP = 17;
  static final int IPV6 = 41;
  static final int AUTHENTICATION = 51;

  private IpProtocol() {}

  /** Whether TCP can be in there. */
  static boolean isKnown(int protocol) {
    return layer(protocol) != null;
  }

  /** The layer behind the IP header. */
  static Layer next(PacketCursor cursor, int protocol) {
    Layer layer = layer(protocol);
    return layer != null ? layer : cursor.stop(Outcome.NOT_TCP);
  }

  private static Layer layer(int protocol) {
    return switch (protocol) {
      case TCP -> Tcp.LAYER;
      case UDP -> Udp.LAYER;
      case IPV4, 94 -> IpInIp.IPV4;
      case IPV6 -> IpInIp.IPV6;
      case 47 -> Gre.LAYER;
      case AUTHENTICATION -> AuthenticationHeader.LAYER;
      case 97 -> EtherIp.LAYER;
      case 137 -> IpInIp.MPLS;
      default -> null;
    };
  }
}
