package dev.hopscope.net;

/**
 * An IP packet right inside another one (RFC 2003, RFC 2473, RFC 4213). Has no bytes of its own.
 */
record IpInIp(Layer next) implements Layer {
  static final Layer IPV4 = new IpInIp(Ipv4.LAYER);
  static final Layer IPV6 = new IpInIp(Ipv6.LAYER);
  static final Layer MPLS = new IpInIp(Mpls.LAYER);

  @Override
  public Layer strip(PacketCursor cursor) {
    cursor.enterBetweenHosts(Network.IP_IN_IP, 0);
    return next;
  }
}
