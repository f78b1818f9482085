package dev.hopscope.net;

/**
 * HDLC as Cisco has it (LINKTYPE_C_HDLC).
 *
 * <pre>
 * address   control   type:2
 * </pre>
 */
final class CiscoHdlc implements Layer {
  static final Layer LAYER = new CiscoHdlc();

  /** Address and control of a frame for one station. */
  static final int UNICAST = 0x0f00;

  /** Address and control of a frame for all. */
  static final int MULTICAST = 0x8f00;

  private static final int HEADER = 4;

  private CiscoHdlc() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int type = cursor.u16(2);
    cursor.offset += HEADER;
    return EtherType.next(cursor, type);
  }
}
