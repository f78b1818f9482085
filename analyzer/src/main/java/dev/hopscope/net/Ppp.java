package dev.hopscope.net;

/**
 * PPP (RFC 1661), with or without the address and control of HDLC (RFC 1662), the protocol's first
 * byte left out if it is 0. Where Cisco's HDLC is captured as PPP, its address shows.
 *
 * <pre>
 * [address 0xff   control 0x03]   protocol:1 or 2
 * </pre>
 */
final class Ppp implements Layer {
  static final Layer LAYER = new Ppp();

  private static final int ADDRESS_AND_CONTROL = 0xff03;
  private static final int MULTILINK_WHOLE = 0xc0;

  private Ppp() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(2)) {
      return cursor.lacks(2);
    }
    int first = cursor.u16(0);
    if (first == CiscoHdlc.UNICAST || first == CiscoHdlc.MULTICAST) {
      return CiscoHdlc.LAYER;
    }
    if (first == ADDRESS_AND_CONTROL) {
      cursor.offset += 2;
    }
    if (!cursor.has(1)) {
      return cursor.lacks(1);
    }
    // The low bit is set in a protocol's last byte only (RFC 1661 section 2).
    boolean compressed = (cursor.u8(0) & 1) != 0;
    int length = compressed ? 1 : 2;
    if (!cursor.has(length)) {
      return cursor.lacks(length);
    }
    int protocol = compressed ? cursor.u8(0) : cursor.u16(0);
    cursor.offset += length;
    return next(cursor, protocol);
  }

  private static Layer next(PacketCursor cursor, int protocol) {
    return switch (protocol) {
      case 0x0021 -> Ipv4.LAYER;
      case 0x0057 -> Ipv6.LAYER;
      case 0x0281, 0x0283 -> Mpls.LAYER;
      case 0x003d -> multilink(cursor);
      default -> cursor.stop(Outcome.NOT_IP);
    };
  }

  /** A packet that needed no splitting (RFC 1990 section 3); parts are not put together. */
  private static Layer multilink(PacketCursor cursor) {
    if (!cursor.has(4)) {
      return cursor.lacks(4);
    }
    return (cursor.u8(0) & MULTILINK_WHOLE) == MULTILINK_WHOLE
        ? cursor.skip(4, LAYER)
        : cursor.stop(Outcome.FRAGMENT);
  }
}
