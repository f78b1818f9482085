package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;
import java.util.Arrays;

/**
 * The last segments of one direction, to tell a frame that the capture holds twice (mirror port,
 * bridge, both sides of a router) from one that was sent twice. TTL and link addresses, which a
 * router changes, count for nothing.
 */
final class RecentSegments {
  private static final int SIZE = 16;
  private static final long MARK = 0xffff_ffff_0000_0000L;

  /** A sender needs a round trip or a timer to repeat a segment; a mirror port needs neither. */
  static final long WITHIN_NANOS = 3_000_000L;

  /**
   * The same where the IP identification is the same too, or the VLAN is another: a sender that
   * repeats a segment numbers the packet anew, unless it never numbers them.
   */
  static final long EVIDENT_NANOS = 1_000_000_000L;

  /** About a microsecond, in which times are remembered. */
  private static final int TIME_SHIFT = 10;

  // Each entry half mark, half time; every segment looks here, so it is small. What 32 bits of two
  // marks have in common by chance, or a time that comes again after an hour, only counts a frame.
  private final long[] known = new long[SIZE];
  private int[] scopes; // of the same entries; null while there is one scope
  private int scope;
  private int count;
  private int lastIpId = -1;
  private boolean numbered = true;

  /** Whether the segment repeats a recent one bit for bit; remembers it if not. */
  boolean isDuplicate(TcpSegment segment) {
    // Without an IP identification, two equal ACKs are as likely two real ones.
    if (segment.ipId() <= 0 && segment.wireLength() == 0) {
      return false;
    }
    long mark = mark(segment) & MARK;
    int remembered = Math.min(count, SIZE);
    for (int i = 0; i < remembered; i++) {
      if ((known[i] & MARK) == mark && isRecent(i, segment)) {
        return true;
      }
    }
    numbered &= segment.ipId() != lastIpId;
    lastIpId = segment.ipId();
    remember(mark, segment);
    return false;
  }

  private boolean isRecent(int place, TcpSegment segment) {
    boolean identified = segment.ipId() > 0 && numbered;
    int itsScope = scopes == null ? scope : scopes[place];
    boolean evident = identified || itsScope != segment.scope();
    long within = evident ? EVIDENT_NANOS : WITHIN_NANOS;
    int apart = (int) (segment.timeNanos() >> TIME_SHIFT) - (int) known[place];
    return Math.abs((long) apart) <= within >> TIME_SHIFT;
  }

  private void remember(long mark, TcpSegment segment) {
    if (count == 0) {
      scope = segment.scope();
    } else if (scopes == null && segment.scope() != scope) {
      scopes = new int[SIZE];
      Arrays.fill(scopes, scope);
    }
    int place = count & SIZE - 1;
    known[place] = mark | segment.timeNanos() >> TIME_SHIFT & ~MARK;
    if (scopes != null) {
      scopes[place] = segment.scope();
    }
    count = count + 1 == 2 * SIZE ? SIZE : count + 1;
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
