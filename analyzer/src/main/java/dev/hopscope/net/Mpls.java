package dev.hopscope.net;

/**
 * A stack of MPLS labels (RFC 3032) and what is below, which no field names: an IP packet, or
 * Ethernet with or without the control word of RFC 4448.
 *
 * <p>Labels are no part of the scope: each direction of a connection has its own.
 *
 * <pre>
 * label:20 bits, class:3 bits, bottom:1 bit, time to live:8 bits
 * </pre>
 */
final class Mpls implements Layer {
  static final Layer LAYER = new Mpls();

  private static final int LABEL = 4;
  private static final int CONTROL_WORD = 4;

  private Mpls() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    boolean bottom = false;
    while (!bottom) {
      if (!cursor.has(LABEL)) {
        return cursor.lacks(LABEL);
      }
      bottom = (cursor.u8(2) & 1) != 0;
      cursor.offset += LABEL;
    }
    if (!cursor.has(1)) {
      return cursor.lacks(1);
    }
    return switch (cursor.u8(0) >>> 4) {
      // An Ethernet address may begin so too.
      case 4 ->
          isEthernet(cursor, 0) && !Ipv4.isPlausible(cursor) ? EthernetLink.LAYER : Ipv4.LAYER;
      case 6 ->
          isEthernet(cursor, 0) && !Ipv6.isPlausible(cursor) ? EthernetLink.LAYER : Ipv6.LAYER;
      case 0 ->
          isEthernet(cursor, 0) && !isEthernet(cursor, CONTROL_WORD)
              ? EthernetLink.LAYER
              : cursor.skipChecked(CONTROL_WORD, EthernetLink.LAYER);
      case 1 -> cursor.stop(Outcome.NOT_IP); // RFC 5586: the channel that goes with a pseudowire
      default -> EthernetLink.LAYER;
    };
  }

  private static boolean isEthernet(PacketCursor cursor, int at) {
    if (!cursor.has(at + EthernetLink.HEADER)) {
      return false;
    }
    int type = cursor.u16(at + 12);
    return EtherType.layer(type) != null || Llc.isSnapAt(cursor, at + EthernetLink.HEADER);
  }
}
