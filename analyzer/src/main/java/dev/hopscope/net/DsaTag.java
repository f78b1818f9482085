package dev.hopscope.net;

/**
 * A tag between the addresses and the type of Ethernet that a switch chip and its host exchange:
 * Marvell's (LINKTYPE_DSA_TAG_DSA, and _EDSA behind an EtherType of its own) and Broadcom's
 * (LINKTYPE_DSA_TAG_BRCM).
 *
 * <pre>
 * Marvell    mode:2 bits, tagged:1 bit, device:5 bits   1 port   2 priority and VLAN id:12 bits
 * </pre>
 */
final class DsaTag implements Layer {
  /** Addresses and Marvell's tag. */
  static final Layer MARVELL = new DsaTag(12, 4, true);

  /** Addresses and Broadcom's tag. */
  static final Layer BROADCOM = new DsaTag(12, 4, false);

  /** Marvell's tag behind an EtherType and two bytes. */
  static final Layer BEHIND_ETHER_TYPE = new DsaTag(2, 4, true);

  private static final int TAGGED = 0x20;

  private final int before;
  private final int length;
  private final boolean marvell;

  private DsaTag(int before, int length, boolean marvell) {
    this.before = before;
    this.length = length;
    this.marvell = marvell;
  }

  @Override
  public Layer strip(PacketCursor cursor) {
    int header = before + length + 2;
    if (!cursor.has(header)) {
      return cursor.lacks(header);
    }
    // Where the frame had a VLAN tag, this one took its place.
    if (marvell && (cursor.u8(before) & TAGGED) != 0) {
      VlanTag.enter(cursor, cursor.u16(before + 2));
    }
    int type = cursor.u16(before + length);
    cursor.offset += header;
    return EtherType.nextOrLength(cursor, type);
  }
}
