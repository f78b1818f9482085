package dev.hopscope.net;

/**
 * VXLAN (RFC 7348) and its generic extension (draft-ietf-nvo3-vxlan-gpe). The number of the network
 * alone keeps networks apart: the hosts of the tunnel may differ between the directions.
 *
 * <pre>
 * flags   reserved:2   next protocol (generic)   network:3   reserved
 * </pre>
 */
final class Vxlan implements Layer {
  /** The number is given, and Ethernet follows. */
  static final Layer LAYER = new Vxlan(false);

  /** A field may tell what follows. */
  static final Layer GENERIC = new Vxlan(true);

  private static final int HEADER = 8;
  private static final int HAS_NUMBER = 0x08;
  private static final int NAMES_NEXT = 0x04;
  // Group policy and Cisco's fabrics use the two highest bits.
  private static final int NEVER_SET = 0x37;
  private static final int GENERIC_NEVER_SET = 0xf0;

  private final boolean generic;

  private Vxlan(boolean generic) {
    this.generic = generic;
  }

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int flags = cursor.u8(0);
    int never = generic ? GENERIC_NEVER_SET : NEVER_SET;
    if ((flags & HAS_NUMBER) == 0 || (flags & never) != 0) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    int next = cursor.u8(3);
    cursor.enterNetwork(Network.VXLAN, cursor.i32(4) >>> 8);
    cursor.offset += HEADER;
    return generic && (flags & NAMES_NEXT) != 0
        ? ServiceHeader.next(cursor, next)
        : EthernetLink.LAYER;
  }
}
