package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/**
 * The last segments of one direction, to tell a frame that the capture holds twice (mirror port,
 * bridge, both sides of a router) from one that was sent twice. TTL and link addresses, which a
 * router changes, count for nothing.
 */
final class RecentSegments {
  private static final int SIZE = 16;

  /** A sender needs a round trip or a timer to repeat a segment; a mirror port needs neither. */
  static final long WITHIN_NANOS = 3_000_000L;

  /**
   * The same where the IP identification is the same too, or the VLAN is another: a sender that
   * repeats a segment numbers the packet anew, unless it never numbers them.
   */
  static final long EVIDENT_NANOS = 1_000_000_000L;

  // marks, then times, then scopes: one array, as every segment looks here
  private final long[] known = new long[3 * SIZE];
  private int count;
  private int lastIpId = -1;
  private boolean numbered = true;

  /** Whether the segment repeats a recent one bit for bit; remembers it if not. */
  boolean isDuplicate(TcpSegment segment) {
    // Without an IP identification, two equal ACKs are as likely two real ones.
    if (segment.ipId() <= 0 && segment.wireLength() == 0) {
      return false;
    }
    long mark = mark(segment);
    long time = segment.timeNanos();
    int remembered = Math.min(count, SIZE);
    boolean identified = segment.ipId() > 0 && numbered;
    for (int i = 0; i < remembered; i++) {
      if (known[i] == mark && isRecent(i, time, identified, segment.scope())) {
        return true;
      }
    }
    numbered &= segment.ipId() != lastIpId;
    lastIpId = segment.ipId();
    int place = count & SIZE - 1;
    known[place] = mark;
    known[SIZE + place] = time;
    known[2 * SIZE + place] = segment.scope();
    count = count + 1 == 2 * SIZE ? SIZE : count + 1;
    return false;
  }

  private boolean isRecent(int place, long time, boolean identified, int scope) {
    boolean evident = identified || known[2 * SIZE + place] != scope;
    long within = evident ? EVIDENT_NANOS : WITHIN_NANOS;
    return Math.abs(time - known[SIZE + place]) <= within;
  }

  private static long mark(TcpSegment segment) {
    int flags = 0;
    for (int bit = TcpSegment.FIN; bit <= TcpSegment.ACK; bit <<= 1) {
      flags |= segment.has(bit) ? bit : 0;
    }
    long mark = (long) segment.sequence() << 32 | segment.acknowledgement() & 0xffff_ffffL;
    mark = mix(mark) + ((long) segment.ipId() << 32 | segment.wireLength() & 0xffff_ffffL);
    return mix(mark) + ((long) segment.window() << 8 | flags);
  }

  /** Spreads every bit over the whole number (the finaliser of MurmurHash3). */
  static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 33;
  }
}
