package dev.hopscope.bytes;

/**
 * The ones' complement sum of RFC 1071.
 *
 * <p>Sums are kept unfolded in a {@code long}, so that parts can be added in any order as long as
 * each but the last has an even length.
 */
public final class InternetChecksum {
  private InternetChecksum() {}

  /** The sum of big-endian 16-bit words; an odd last byte counts as the high half of a word. */
  public static long sum(byte[] data, int offset, int length) {
    long sum = 0;
    int at = offset;
    int end = offset + length;
    // Two words at once: 2^16 = 1 in this arithmetic, so 32-bit words fold to the same sum.
    for (; at + 4 <= end; at += 4) {
      sum += ByteReads.u32be(data, at);
    }
    if (at + 2 <= end) {
      sum += ByteReads.u16be(data, at);
      at += 2;
    }
    return at < end ? sum + (ByteReads.u8(data, at) << 8) : sum;
  }

  /** The sum of the 16-bit words of eight bytes. */
  public static long sum(long bits) {
    return (bits >>> 32) + (bits & 0xffff_ffffL);
  }

  /** Whether a sum that included the checksum field says that nothing was changed. */
  public static boolean isRight(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return folded == 0xffff;
  }
}
