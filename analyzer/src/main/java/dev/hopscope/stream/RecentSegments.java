package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/**
 * The last few segments of one direction, to tell a frame that the capture holds twice (mirror
 * port, bridge) from one that was sent twice.
 */
final class RecentSegments {
  private static final int SIZE = 4;

  /** A sender needs a round trip or a timer to repeat a segment; a mirror port needs neither. */
  static final long WITHIN_NANOS = 3_000_000L;

  private final long[] marks = new long[SIZE];
  private final long[] times = new long[SIZE];
  private int count;

  /** Whether the segment repeats a recent one bit for bit; remembers it if not. */
  boolean isDuplicate(TcpSegment segment) {
    // Without an IP identification, two equal ACKs are as likely two real ones.
    if (segment.ipId() <= 0 && segment.wireLength() == 0) {
      return false;
    }
    long mark = mark(segment);
    long time = segment.timeNanos();
    int known = Math.min(count, SIZE);
    for (int i = 0; i < known; i++) {
      if (marks[i] == mark && Math.abs(time - times[i]) <= WITHIN_NANOS) {
        return true;
      }
    }
    marks[count & SIZE - 1] = mark;
    times[count & SIZE - 1] = time;
    count = count + 1 == 2 * SIZE ? SIZE : count + 1;
    return false;
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
