package dev.hopscope.net;

/**
 * Frame Relay (LINKTYPE_FRELAY): RFC 2427, or an EtherType as Cisco has it.
 *
 * <pre>
 * address:2 to 4, its last byte odd   control 0x03   [pad 0]   protocol   [organisation:3 type:2]
 * address                             type:2
 * </pre>
 */
final class FrameRelayLink implements Layer {
  static final Layer LAYER = new FrameRelayLink();

  private static final int UNNUMBERED = 0x03;
  private static final int SNAP = 0x80;
  private static final int IPV4 = 0xcc;
  private static final int IPV6 = 0x8e;

  private FrameRelayLink() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    int address = 1;
    while (address <= 4 && cursor.has(address) && (cursor.u8(address - 1) & 1) == 0) {
      address++;
    }
    if (!cursor.has(address + 2)) {
      return cursor.lacks(address + 2);
    }
    if (address < 2 || address > 4) {
      return cursor.stop(Outcome.MALFORMED);
    }
    int circuit = cursor.u8(0) >>> 2 << 4 | cursor.u8(1) >>> 4;
    cursor.enterNetwork(Network.FRAME_RELAY, circuit);
    cursor.offset += address;
    return cursor.u8(0) == UNNUMBERED ? multiprotocol(cursor) : cisco(cursor);
  }

  private static Layer cisco(PacketCursor cursor) {
    int type = cursor.u16(0);
    cursor.offset += 2;
    return EtherType.next(cursor, type);
  }

  private static Layer multiprotocol(PacketCursor cursor) {
    cursor.offset += cursor.u8(1) == 0 ? 2 : 1;
    if (!cursor.has(1)) {
      return cursor.lacks(1);
    }
    return switch (cursor.u8(0)) {
      case IPV4 -> cursor.skip(1, Ipv4.LAYER);
      case IPV6 -> cursor.skip(1, Ipv6.LAYER);
      case SNAP -> snap(cursor);
      default -> cursor.stop(Outcome.NOT_IP);
    };
  }

  private static Layer snap(PacketCursor cursor) {
    if (!cursor.has(6)) {
      return cursor.lacks(6);
    }
    int organisation = cursor.i32(0) & 0xff_ffff;
    int type = cursor.u16(4);
    cursor.offset += 6;
    return organisation == 0 ? EtherType.next(cursor, type) : cursor.stop(Outcome.NOT_IP);
  }
}
