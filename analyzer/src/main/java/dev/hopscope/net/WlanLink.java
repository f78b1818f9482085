package dev.hopscope.net;

/**
 * Data frames of wireless LANs that are not encrypted (LINKTYPE_IEEE802_11, IEEE 802.11 clause 9).
 *
 * <pre>
 *  0 subtype:4 bits, type:2 bits, version:2 bits   1 flags   2 duration:2   4 address:6   10 address:6
 * 16 address:6   22 sequence:12 bits, fragment:4 bits   [address:6]   [quality of service:2]   [HT:4]
 * </pre>
 */
final class WlanLink implements Layer {
  /** What follows the header directly. */
  static final Layer LAYER = new WlanLink(false);

  /** What follows at a multiple of four bytes, as radiotap may say. */
  static final Layer PADDED = new WlanLink(true);

  private static final int HEADER = 24;
  private static final int VERSION_AND_TYPE = 0x0f;
  private static final int DATA = 0x08;
  private static final int WITHOUT_DATA = 0x40;
  private static final int QUALITY_OF_SERVICE = 0x80;
  private static final int FOUR_ADDRESSES = 0x03;
  private static final int MORE_FRAGMENTS = 0x04;
  private static final int PROTECTED = 0x40;
  private static final int HT_CONTROL = 0x80;
  private static final int AGGREGATE = 0x80;

  private final boolean padded;

  private WlanLink(boolean padded) {
    this.padded = padded;
  }

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(2)) {
      return cursor.lacks(2);
    }
    int control = cursor.u8(0);
    int flags = cursor.u8(1);
    boolean data = (control & VERSION_AND_TYPE) == DATA && (control & WITHOUT_DATA) == 0;
    if (!data || (flags & PROTECTED) != 0) {
      return cursor.stop(Outcome.NOT_IP);
    }
    boolean quality = (control & QUALITY_OF_SERVICE) != 0;
    int addresses = (flags & FOUR_ADDRESSES) == FOUR_ADDRESSES ? HEADER + 6 : HEADER;
    int length = quality ? addresses + ((flags & HT_CONTROL) != 0 ? 6 : 2) : addresses;
    int aligned = padded ? length + 3 & ~3 : length;
    if (!cursor.has(aligned)) {
      return cursor.lacks(aligned);
    }
    if ((flags & MORE_FRAGMENTS) != 0 || (cursor.u8(22) & 0x0f) != 0) {
      return cursor.stop(Outcome.FRAGMENT);
    }
    boolean aggregate = quality && (cursor.u8(addresses) & AGGREGATE) != 0;
    return cursor.skip(aligned, aggregate ? WlanAggregate.LAYER : Llc.LAYER);
  }
}
