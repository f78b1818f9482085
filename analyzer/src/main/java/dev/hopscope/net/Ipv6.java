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
final class Ipv6 implements Layer {
  static final Layer LAYER = new Ipv6();

  private static final int HEADER = 40;
  private static final int HOP_BY_HOP = 0;
  private static final int ROUTING = 43;
  private static final int FRAGMENT = 44;
  private static final int DESTINATION_OPTIONS = 60;
  private static final int MOBILITY = 135;
  private static final int OFFSET = 0xfff8;
  private static final int MORE = 1;

  private Ipv6() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(HEADER)) {
      return cursor.lacks(HEADER);
    }
    if (cursor.u8(0) >>> 4 != 6 || cursor.guessed && !isPlausible(cursor)) {
      return cursor.stop(Outcome.MALFORMED);
    }
    int payloadLength = cursor.u16(4);
    // 0 is a jumbogram or segmentation offload, see Ipv4.
    cursor.enterIp(payloadLength != 0, -1);
    if (payloadLength != 0) {
      cursor.bound(HEADER + payloadLength);
    }
    cursor.note(Headers.Kind.IPV6, true);
    cursor.segment.addresses(
        true,
        ByteReads.i64be(cursor.data, cursor.offset + 8),
        ByteReads.i64be(cursor.data, cursor.offset + 16),
        0,
        ByteReads.i64be(cursor.data, cursor.offset + 24),
        ByteReads.i64be(cursor.data, cursor.offset + 32),
        0);
    int next = cursor.u8(6);
    cursor.offset += HEADER;
    return next == IpProtocol.TCP ? Tcp.LAYER : stripExtensions(cursor, next);
  }

  private static Layer stripExtensions(PacketCursor cursor, int first) {
    int next = first;
    while (isExtension(next)) {
      if (!cursor.has(8)) {
        return cursor.lacks(8);
      }
      int length = lengthOf(cursor, next);
      if (!cursor.has(length)) {
        return cursor.lacks(length);
      }
      int header = next;
      int behind = cursor.u8(0);
      if (header == ROUTING && cursor.u8(3) != 0) {
        // Segments are left: the checksum covers the final destination (RFC 8200 section 8.1).
        cursor.checksumKnown = false;
      }
      int fragment = header == FRAGMENT ? cursor.u16(2) & (OFFSET | MORE) : 0;
      int id = cursor.i32(4);
      cursor.offset += length;
      // Offset 0 without more to come is the whole packet (RFC 6946).
      next = fragment == 0 ? behind : unite(cursor, fragment, id, behind);
      if (next < 0) {
        return null;
      }
    }
    return IpProtocol.next(cursor, next);
  }

  /** What the packet carries, if this fragment made it whole; -1 if not. */
  private static int unite(PacketCursor cursor, int fragment, int id, int carries) {
    if (!isExtension(carries) && !IpProtocol.isKnown(carries)) {
      cursor.stop(Outcome.NOT_TCP);
      return -1;
    }
    FragmentStore.Key key = FragmentStore.key(cursor, -1, id);
    boolean more = (fragment & MORE) != 0;
    FragmentedPacket whole = cursor.fragments.take(cursor, key, carries, fragment & OFFSET, more);
    // The others may name another header; the first counts (RFC 8200 section 4.5).
    return whole == null ? -1 : whole.protocol;
  }

  private static int lengthOf(PacketCursor cursor, int header) {
    return switch (header) {
      case FRAGMENT -> 8;
      case IpProtocol.AUTHENTICATION -> (cursor.u8(1) + 2) * 4; // RFC 4302 section 2.2
      default -> (cursor.u8(1) + 1) * 8;
    };
  }

  private static boolean isExtension(int header) {
    return switch (header) {
      case HOP_BY_HOP,
          ROUTING,
          FRAGMENT,
          IpProtocol.AUTHENTICATION,
          DESTINATION_OPTIONS,
          MOBILITY ->
          true;
      default -> false;
    };
  }

  /** Whether this is IPv6 even if nothing but a guess said so: it fits into what is there. */
  static boolean isPlausible(PacketCursor cursor) {
    return cursor.has(HEADER)
        && cursor.u8(0) >>> 4 == 6
        && cursor.wireEnd - cursor.offset >= HEADER + cursor.u16(4);
  }
}
