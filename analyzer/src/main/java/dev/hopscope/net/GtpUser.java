package dev.hopscope.net;

/**
 * The user plane of mobile networks (GTP-U, 3GPP TS 29.281 section 5). The endpoint's identifier
 * belongs to one direction, so only the two hosts keep networks apart.
 *
 * <pre>
 * version:3 bits, type:1 bit, 1 bit, extension, sequence, number:1 bit each   message   length:2
 * endpoint:4   [sequence:2 number:1 next extension:1]
 * extension    length in words:1 content next extension:1
 * </pre>
 */
final class GtpUser implements Layer {
  static final Layer LAYER = new GtpUser();

  private static final int HEADER = 8;
  private static final int VERSION_AND_TYPE = 0xf0;
  private static final int VERSION_1 = 0x30;
  private static final int OPTIONAL = 0x07;
  private static final int EXTENSION = 0x04;
  private static final int USER_PACKET = 255;

  private GtpUser() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    int flags = cursor.u8(0);
    int length = cursor.u16(2);
    boolean user = (flags & VERSION_AND_TYPE) == VERSION_1 && cursor.u8(1) == USER_PACKET;
    if (!user || cursor.wireEnd - cursor.offset < HEADER + length) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    cursor.enterBetweenHosts(Network.GTP, 0);
    cursor.narrow(HEADER + length);
    cursor.offset += HEADER;
    return (flags & OPTIONAL) == 0 ? RawLink.LAYER : optional(cursor, (flags & EXTENSION) != 0);
  }

  private static Layer optional(PacketCursor cursor, boolean extended) {
    if (!cursor.has(4)) {
      return cursor.lacks(4);
    }
    int next = extended ? cursor.u8(3) : 0;
    cursor.offset += 4;
    while (next != 0) {
      int length = cursor.has(1) ? cursor.u8(0) * 4 : 1;
      if (!cursor.has(length)) {
        return cursor.lacks(length);
      }
      if (length == 0) {
        return cursor.stop(Outcome.NOT_TCP);
      }
      next = cursor.u8(length - 1);
      cursor.offset += length;
    }
    return RawLink.LAYER;
  }
}
