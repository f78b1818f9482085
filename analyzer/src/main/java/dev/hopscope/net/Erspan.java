package dev.hopscope.net;

/**
 * A mirrored frame behind GRE (draft-foschiano-erspan). It is no network of its own: sessions may
 * carry one direction each, so only the VLAN that the frame was seen in goes into the scope.
 *
 * <pre>
 * version:4 bits, VLAN id:12 bits   class and flags:6 bits, session:10 bits   ...
 * </pre>
 */
final class Erspan implements Layer {
  /** Type II: version 1, with a header of 8 bytes. */
  static final Layer VERSION_2 = new Erspan(1, 8);

  /** Type III: version 2, with a header of 12 bytes, and 8 more if its last bit says so. */
  static final Layer VERSION_3 = new Erspan(2, 12);

  private static final int FRAME_TYPE = 0x7c;
  private static final int IP_PACKET = 2 << 2;

  private final int version;
  private final int header;

  private Erspan(int version, int header) {
    this.version = version;
    this.header = header;
  }

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(header)) {
      return cursor.lacks(header);
    }
    if (cursor.u8(0) >>> 4 != version) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    VlanTag.enter(cursor, cursor.u16(0));
    if (version == 1) {
      return cursor.skip(header, EthernetLink.LAYER);
    }
    boolean longer = (cursor.u8(11) & 1) != 0;
    boolean ip = (cursor.u8(10) & FRAME_TYPE) == IP_PACKET;
    return cursor.skipChecked(header + (longer ? 8 : 0), ip ? RawLink.LAYER : EthernetLink.LAYER);
  }
}
