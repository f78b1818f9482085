package dev.hopscope.net;

/**
 * Logical link control, unnumbered information (IEEE 802.2), and SNAP behind it (RFC 1042).
 *
 * <pre>
 * destination SAP   source SAP   control   [organisation:3 type:2]
 * </pre>
 */
final class Llc implements Layer {
  static final Layer LAYER = new Llc();

  private static final int HEADER = 3;
  private static final int SNAP = 0xaaaa;
  private static final int SNAP_HEADER = 8;
  private static final int INTERNET_PROTOCOL = 0x0606;
  private static final int UNNUMBERED = 0x03;
  private static final int BRIDGE_TUNNEL = 0x0000f8; // IEEE 802.1H

  private Llc() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int points = cursor.u16(0);
    if (cursor.u8(2) != UNNUMBERED || points != SNAP && points != INTERNET_PROTOCOL) {
      return cursor.stop(Outcome.NOT_IP);
    }
    if (points == INTERNET_PROTOCOL) {
      return cursor.skip(HEADER, Ipv4.LAYER);
    }
    if (!cursor.has(SNAP_HEADER)) {
      return cursor.lacks(SNAP_HEADER);
    }
    int organisation = cursor.i32(2) & 0xff_ffff;
    int type = cursor.u16(6);
    cursor.offset += SNAP_HEADER;
    return organisation == 0 || organisation == BRIDGE_TUNNEL
        ? EtherType.next(cursor, type)
        : cursor.stop(Outcome.NOT_IP);
  }

  /** Whether SNAP with an EtherType that is known starts here; for guesses. */
  static boolean isSnapAt(PacketCursor cursor, int at) {
    return cursor.has(at + SNAP_HEADER)
        && cursor.u16(at) == SNAP
        && cursor.u8(at + 2) == UNNUMBERED
        && EtherType.layer(cursor.u16(at + 6)) != null;
  }
}
