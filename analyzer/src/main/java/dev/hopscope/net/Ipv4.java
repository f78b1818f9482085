package dev.hopscope.net;

import dev.hopscope.bytes.ByteReads;
import dev.hopscope.bytes.InternetChecksum;

/**
 * IPv4 (RFC 791 section 3.1).
 *
 * <pre>
 *  0 version:4 bits, header length in words:4 bits   1 service   2 total length:2
 *  4 identification:2   6 flags:3 bits, fragment offset:13 bits
 *  8 time to live   9 protocol   10 checksum:2   12 source:4   16 destination:4   20 options
 * </pre>
 */
final class Ipv4 implements Layer {
  static final Layer LAYER = new Ipv4();

  private static final int MIN_HEADER = 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int FRAGMENT_OFFSET = 0x1fff;

  private Ipv4() {}

  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(MIN_HEADER)) {
      return cursor.lacks(MIN_HEADER);
    }
    int headerLength = (cursor.u8(0) & 0x0f) * 4;
    int totalLength = cursor.u16(2);
    boolean wrong = cursor.u8(0) >>> 4 != 4 || headerLength < MIN_HEADER;
    if (wrong || totalLength != 0 && totalLength < headerLength) {
      return cursor.stop(Outcome.MALFORMED);
    }
    if (cursor.guessed && !isPlausible(cursor)) {
      return cursor.stop(Outcome.MALFORMED);
    }
    // Total length 0 is segmentation offload: the packet was longer than the field can tell, or
    // not filled in yet. The frame's own length is the best there is, and the TCP checksum was not
    // computed.
    cursor.enterIp(totalLength != 0, cursor.u16(4));
    if (totalLength != 0) {
      cursor.bound(totalLength); // what follows is Ethernet padding or a frame check sequence
    }
    cursor.note(Headers.Kind.IPV4, cursor.has(headerLength));
    int protocol = cursor.u8(9);
    if (!IpProtocol.isKnown(protocol)) {
      return cursor.stop(Outcome.NOT_TCP);
    }
    if (!cursor.has(headerLength)) {
      return cursor.lacks(headerLength);
    }
    cursor.segment.addresses(
        false,
        0,
        ByteReads.u32be(cursor.data, cursor.offset + 12),
        0,
        0,
        ByteReads.u32be(cursor.data, cursor.offset + 16),
        0);
    int fragment = cursor.u16(6);
    cursor.offset += headerLength;
    return (fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) == 0
        ? IpProtocol.next(cursor, protocol)
        : fragment(cursor, fragment, protocol);
  }

  private static Layer fragment(PacketCursor cursor, int fragment, int protocol) {
    int first = (fragment & FRAGMENT_OFFSET) * 8;
    boolean more = (fragment & MORE_FRAGMENTS) != 0;
    FragmentStore.Key key = FragmentStore.key(cursor, protocol, cursor.ipId);
    return cursor.fragments.take(cursor, key, protocol, first, more) == null
        ? null
        : IpProtocol.next(cursor, protocol);
  }

  /** Whether this is IPv4 even if nothing but a guess said so; the header's checksum shows it. */
  static boolean isPlausible(PacketCursor cursor) {
    if (!cursor.has(MIN_HEADER) || cursor.u8(0) >>> 4 != 4) {
      return false;
    }
    int headerLength = (cursor.u8(0) & 0x0f) * 4;
    // Where the sending host captured, the checksum may not have been filled in yet.
    return headerLength >= MIN_HEADER
        && cursor.has(headerLength)
        && (cursor.u16(10) == 0
            || InternetChecksum.isRight(
                InternetChecksum.sum(cursor.data, cursor.offset, headerLength)));
  }
}
