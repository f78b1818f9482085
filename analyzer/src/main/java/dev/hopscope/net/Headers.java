package dev.hopscope.net;

/**
 * Where the headers lie that decoding found in a frame, the outermost first. Filled again for each
 * frame; offsets are indices into the frame's buffer. Of a packet that was put together from
 * fragments there is no TCP header here.
 */
public final class Headers {
  /** A header with a checksum, or with what a checksum covers. */
  public enum Kind {
    /** IPv4. */
    IPV4,
    /** IPv6, without its extension headers. */
    IPV6,
    /** UDP, around a tunnel. */
    UDP,
    /** TCP. */
    TCP
  }

  private static final int MOST = 32;

  private final Kind[] kinds = new Kind[MOST];
  private final int[] offsets = new int[MOST];
  private final int[] ends = new int[MOST];
  private final boolean[] whole = new boolean[MOST];
  private int count;

  void clear() {
    count = 0;
  }

  /**
   * Notes a header.
   *
   * @param offset of its first byte
   * @param end behind the last captured byte of what it covers
   * @param whole whether all that it covers was captured, and its checksum can be computed
   */
  void add(Kind kind, int offset, int end, boolean whole) {
    if (count < MOST) {
      kinds[count] = kind;
      offsets[count] = offset;
      ends[count] = end;
      this.whole[count] = whole;
      count++;
    }
  }

  /** How many were found; deeper ones than 32 are left out. */
  public int count() {
    return count;
  }

  /** What the header of an index is. */
  public Kind kind(int index) {
    return kinds[index];
  }

  /** Where it starts. */
  public int offset(int index) {
    return offsets[index];
  }

  /** Behind the last captured byte of what it covers. */
  public int end(int index) {
    return ends[index];
  }

  /** Whether all that it covers was captured, and its checksum can be computed from it. */
  public boolean whole(int index) {
    return whole[index];
  }
}
