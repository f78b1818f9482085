package dev.hopscope.net;

/**
 * A VLAN tag (IEEE 802.1Q, 802.1ad and their forerunners), behind its EtherType.
 *
 * <pre>
 * priority:3 bits, drop:1 bit, VLAN id:12 bits   type:2
 * </pre>
 */
final class VlanTag implements Layer {
  static final Layer LAYER = new VlanTag();

  private static final int LENGTH = 4;

  private VlanTag() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(LENGTH)) {
      return cursor.lacks(LENGTH);
    }
    enter(cursor, cursor.u16(0));
    int type = cursor.u16(2);
    cursor.offset += LENGTH;
    return EtherType.nextOrLength(cursor, type);
  }

  /** Marks what follows as inside a VLAN. */
  static void enter(PacketCursor cursor, int tag) {
    // VLAN 0 is a priority without a VLAN (IEEE 802.1Q), so it leaves a scope of 0 alone. Two
    // tags keep all their bits; only deeper stacks can meet in one number.
    cursor.scope = Integer.rotateLeft(cursor.scope, 12) ^ tag & 0x0fff;
  }
}
