package dev.hopscope.net;

import dev.hopscope.bytes.ByteReads;

/**
 * IPv6 and its extension headers (RFC 8200 sections 3 and 4).
 *
 * <pre>
 *  0 version:4 bits, class:8 bits, flow:20 bits   4 payload length:2   6 next header
 *  7 hop limit   8 source:16   24 destination:16
 * extension   0 next header   1 length in units of 8 behind the first 8 (AH: of 4 behind 8)
 * fragment    0 next header   1 reserved   2 offset:13 bits, 2 bits, more:1 bit   4 id:4
 * </pre>
 */
final class Ipv6 {
  private static final int HEADER = 40;
  private static final int HOP_BY_HOP = 0;
  private static final int TCP = 6;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int AUTHENTICATION = 51;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int OFFSET_OR_MORE = 0xfff9;

  private Ipv6() {}

  /** Moves the cursor to the TCP header and sets the addresses; null to go on. */
  static Outcome strip(PacketCursor cursor, TcpSegment segment) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    if (cursor.u8(0) >>> 4 != 6) {
      return Outcome.MALFORMED;
    }
    int payloadLength = cursor.u16(4);
    if (payloadLength == 0) {
      cursor.checksumKnown = false; // a jumbogram or segmentation offload, see Ipv4
    } else {
      cursor.bound(HEADER + payloadLength);
    }
    segment.addresses(
        true,
        ByteReads.i64be(cursor.data, cursor.offset + 8),
        ByteReads.i64be(cursor.data, cursor.offset + 16),
        0,
        ByteReads.i64be(cursor.data, cursor.offset + 24),
        ByteReads.i64be(cursor.data, cursor.offset + 32),
        0);
    int next = cursor.u8(6);
    cursor.offset += HEADER;
    return next == TCP ? null : stripExtensions(cursor, next);
  }

  private static Outcome stripExtensions(PacketCursor cursor, int first) {
    int next = first;
    while (next != TCP) {
      if (!isExtension(next)) {
        return Outcome.NOT_TCP;
      }
      if (!cursor.has(8)) {
        return cursor.lacks(8);
      }
      int length = lengthOf(cursor, next);
      if (next == FRAGMENT && (cursor.u16(2) & OFFSET_OR_MORE) != 0) {
        // Every fragment names the first header of what was fragmented (RFC 8200 section 4.5).
        int carried = cursor.u8(0);
        return carried == TCP || isExtension(carried) ? Outcome.FRAGMENT : Outcome.NOT_TCP;
      }
      if (next == ROUTING && cursor.u8(3) != 0) {
        // Segments are left: the checksum covers the final destination (RFC 8200 section 8.1).
        cursor.checksumKnown = false;
      }
      if (!cursor.has(length)) {
        return cursor.lacks(length);
      }
      next = cursor.u8(0);
      cursor.offset += length;
    }
    return null;
  }

  private static int lengthOf(PacketCursor cursor, int header) {
    return switch (header) {
      case FRAGMENT -> 8;
      case AUTHENTICATION -> (cursor.u8(1) + 2) * 4; // RFC 4302 section 2.2
      default -> (cursor.u8(1) + 1) * 8;
    };
  }

  private static boolean isExtension(int header) {
    return header == HOP_BY_HOP
        || header == ROUTING
        || header == FRAGMENT
        || header == AUTHENTICATION
        || header == DESTINATION_OPTIONS;
  }
}
