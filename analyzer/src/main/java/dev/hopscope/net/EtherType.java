package dev.hopscope.net;

/**
 * What follows a link header that names its payload by an EtherType (IEEE 802 numbers), VLAN tags
 * included.
 *
 * <pre>
 * VLAN tag   priority:3 bits, drop:1 bit, VLAN id:12 bits; type:2 bytes
 * </pre>
 */
final class EtherType {
  static final int IPV4 = 0x0800;
  static final int IPV6 = 0x86dd;

  private static final int VLAN = 0x8100;
  private static final int PROVIDER_VLAN = 0x88a8;
  private static final int OLD_QINQ = 0x9100;
  private static final int TAG = 4;

  private EtherType() {}

  /** Moves over VLAN tags up to the network layer; the rest as in {@link LinkDecoder#strip}. */
  static Outcome strip(PacketCursor cursor, int firstType) {
    int type = firstType;
    while (type == VLAN || type == PROVIDER_VLAN || type == OLD_QINQ) {
      if (!cursor.has(TAG)) {
        return cursor.lacks(TAG);
      }
      // VLAN 0 is a priority without a VLAN (IEEE 802.1Q), so it leaves a scope of 0 alone. Two
      // tags keep all their bits; only deeper stacks can meet in one number.
      cursor.scope = Integer.rotateLeft(cursor.scope, 12) ^ cursor.u16(0) & 0x0fff;
      type = cursor.u16(2);
      cursor.offset += TAG;
    }
    cursor.etherType = type;
    return type == IPV4 || type == IPV6 ? null : Outcome.NOT_IP;
  }
}
