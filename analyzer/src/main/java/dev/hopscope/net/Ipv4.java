package dev.hopscope.net;

import dev.hopscope.bytes.ByteReads;

/**
 * IPv4 (RFC 791 section 3.1).
 *
 * <pre>
 *  0 version:4 bits, header length in words:4 bits   1 service   2 total length:2
 *  4 identification:2   6 flags:3 bits, fragment offset:13 bits
 *  8 time to live   9 protocol   10 checksum:2   12 source:4   16 destination:4   20 options
 * </pre>
 */
final class Ipv4 {
  private static final int MIN_HEADER = 20;
  private static final int TCP = 6;
  private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;

  private Ipv4() {}

  /** Moves the cursor to the TCP header and sets the addresses; null to go on. */
  static Outcome strip(PacketCursor cursor, TcpSegment segment) {
    if (!cursor.has(MIN_HEADER)) {
      return cursor.lacks(MIN_HEADER);
    }
    int headerLength = (cursor.u8(0) & 0x0f) * 4;
    if (cursor.u8(0) >>> 4 != 4 || headerLength < MIN_HEADER) {
      return Outcome.MALFORMED;
    }
    int totalLength = cursor.u16(2);
    if (totalLength == 0) {
      // Segmentation offload: the packet was longer than the field can tell, or not filled in yet.
      // The frame's own length is the best there is, and the TCP checksum was not computed.
      cursor.checksumKnown = false;
    } else if (totalLength < headerLength) {
      return Outcome.MALFORMED;
    } else {
      cursor.bound(totalLength); // what follows is Ethernet padding or a frame check sequence
    }
    if (cursor.u8(9) != TCP) {
      return Outcome.NOT_TCP;
    }
    if ((cursor.u16(6) & MORE_FRAGMENTS_OR_OFFSET) != 0) {
      return Outcome.FRAGMENT;
    }
    if (!cursor.has(headerLength)) {
      return cursor.lacks(headerLength);
    }
    cursor.ipId = cursor.u16(4);
    segment.addresses(
        false,
        0,
        ByteReads.u32be(cursor.data, cursor.offset + 12),
        0,
        0,
        ByteReads.u32be(cursor.data, cursor.offset + 16),
        0);
    cursor.offset += headerLength;
    return null;
  }
}
