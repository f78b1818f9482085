package dev.hopscope.net;

/** What follows a header that names its payload by an EtherType (IEEE 802 numbers). */
final class EtherType {
  static final int IPV4 = 0x0800;
  static final int IPV6 = 0x86dd;
  static final int VLAN = 0x8100;
  static final int ETHERNET = 0x6558;
  static final int PPP = 0x880b;

  /** Lower numbers are lengths where IEEE 802.3 allows one. */
  static final int LOWEST = 0x0600;

  private EtherType() {}

  /** The layer behind a number that cannot be a length. */
  static Layer next(PacketCursor cursor, int type) {
    Layer layer = layer(type);
    return layer != null ? layer : cursor.stop(Outcome.NOT_IP);
  }

  /** The layer behind a number that may be the length of what follows (IEEE 802.3). */
  static Layer nextOrLength(PacketCursor cursor, int type) {
    return type < LOWEST ? Llc.LAYER : next(cursor, type);
  }

  /** The layer of a number, or null where it is not known. */
  static Layer layer(int type) {
    return switch (type) {
      case IPV4 -> Ipv4.LAYER;
      case IPV6 -> Ipv6.LAYER;
      case VLAN, 0x88a8, 0x9100, 0x9200, 0x9300 -> VlanTag.LAYER;
      case ETHERNET -> EthernetLink.LAYER;
      case PPP -> Ppp.LAYER;
      case 0x8847, 0x8848 -> Mpls.LAYER;
      case 0x8864 -> PppoeSession.LAYER;
      case 0x88e7 -> BackboneTag.LAYER;
      case 0x8903 -> FabricPath.LAYER;
      case 0x8926 -> VnTag.LAYER;
      case 0x894f -> ServiceHeader.LAYER;
      case 0xdada -> DsaTag.BEHIND_ETHER_TYPE;
      default -> null;
    };
  }
}
