package dev.hopscope.net;

/**
 * What may be held of IP packets that came in fragments, until they are whole; all finite. A packet
 * itself is at most 65,535 bytes (RFC 791, RFC 8200).
 *
 * @param datagrams packets that may wait for fragments at once; at least 1
 * @param bytesInAll bytes that they may take together
 * @param timeoutNanos how much later than a packet's first fragment another may come, by capture
 *     time
 */
public record FragmentLimits(int datagrams, long bytesInAll, long timeoutNanos) {

  /** Checks that every limit is positive. */
  public FragmentLimits {
    if (datagrams < 1 || bytesInAll < 1 || timeoutNanos < 1) {
      throw new IllegalArgumentException("fragment limits must be positive");
    }
  }

  /** 4,096 packets, 16 MiB in all, 30 s (RFC 791 lets it be 15 s or more, Linux waits 30 s). */
  public static FragmentLimits defaults() {
    return new FragmentLimits(4_096, 16 << 20, 30_000_000_000L);
  }

  /** These limits with another bound on packets that wait. */
  public FragmentLimits withDatagrams(int count) {
    return new FragmentLimits(count, bytesInAll, timeoutNanos);
  }

  /** These limits with another bound on bytes. */
  public FragmentLimits withBytes(long inAll) {
    return new FragmentLimits(datagrams, inAll, timeoutNanos);
  }
}
