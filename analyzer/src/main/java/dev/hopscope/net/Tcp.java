package dev.hopscope.net;

/**
 * TCP (RFC 9293 section 3.1).
 *
 * <pre>
 *  0 source port:2   2 destination port:2   4 sequence:4   8 acknowledgement:4
 * 12 header length in words:4 bits, reserved:4 bits   13 flags   14 window:2
 * 16 checksum:2   18 urgent:2   20 options
 * </pre>
 */
final class Tcp implements Layer {
  static final Layer LAYER = new Tcp();

  private static final int MIN_HEADER = 20;

  private Tcp() {}

  /** Fills in all but the addresses. */
  @Override
  public Layer strip(PacketCursor cursor) {
    if (!cursor.has(MIN_HEADER)) {
      return cursor.lacks(MIN_HEADER);
    }
    int headerLength = (cursor.u8(12) >>> 4) * 4;
    long wireLength = cursor.wireEnd - cursor.offset - headerLength;
    if (headerLength < MIN_HEADER || wireLength < 0) {
      return cursor.stop(Outcome.MALFORMED);
    }
    int header = cursor.offset;
    boolean whole = cursor.end == cursor.wireEnd;
    cursor.note(Headers.Kind.TCP, whole);
    TcpSegment segment = cursor.segment;
    segment.at(cursor.capture, cursor.frame, cursor.timeNanos, cursor.scope).at(cursor.point);
    segment.ports(cursor.u16(0), cursor.u16(2));
    segment.header(cursor.i32(4), cursor.i32(8), cursor.u8(13), cursor.u16(14), cursor.ipId);
    // Where the capture ends inside the options, the segment is known all the same; only its
    // payload is not.
    int payload = Math.min(header + headerLength, cursor.end);
    int captured = cursor.end - payload;
    int onWire = (int) Math.min(wireLength, Integer.MAX_VALUE);
    segment.payload(cursor.data, payload, captured, onWire, TcpSegment.Checksum.UNKNOWN);
    if (cursor.checksumKnown && whole) {
      segment.checksumFrom(header);
    }
    return cursor.stop(Outcome.TCP);
  }
}
