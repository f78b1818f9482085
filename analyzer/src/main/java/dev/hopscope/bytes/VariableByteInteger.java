package dev.hopscope.bytes;

/**
 * Variable Byte Integers (MQTT 5.0 section 1.5.5, and Remaining Length in every version): seven
 * bits a byte, lowest first, bit 7 says that more follow; one to four bytes, 0 to 268,435,455.
 *
 * <p>A read gives a {@code long} that is {@link #INCOMPLETE}, {@link #MALFORMED}, or a value with
 * its size: ask {@link #value}, {@link #size} and {@link #isMinimal}. Nothing is allocated and
 * nothing throws.
 */
public final class VariableByteInteger {
  /** The bytes end before the integer does. */
  public static final long INCOMPLETE = -1;

  /** The fourth byte says that more follow. */
  public static final long MALFORMED = -2;

  /** The largest value that four bytes hold. */
  public static final int MAX_VALUE = 268_435_455;

  /** The most bytes that an integer may have. */
  public static final int MAX_SIZE = 4;

  private static final int SIZE_SHIFT = 32;
  private static final long NOT_MINIMAL = 1L << 40;

  private VariableByteInteger() {}

  /**
   * Reads the integer that starts at {@code offset}.
   *
   * @param end index behind the last byte that may be read
   * @return {@link #INCOMPLETE}, {@link #MALFORMED}, or a value with its size
   */
  public static long read(byte[] data, int offset, int end) {
    int value = 0;
    for (int size = 1; size <= MAX_SIZE; size++) {
      if (offset + size > end) {
        return INCOMPLETE;
      }
      int next = data[offset + size - 1];
      value |= (next & 0x7f) << 7 * (size - 1);
      if (next >= 0) {
        // [MQTT-1.5.5-1]: a last byte of zero could have been left out
        boolean minimal = size == 1 || next != 0;
        return (minimal ? 0 : NOT_MINIMAL) | (long) size << SIZE_SHIFT | value;
      }
    }
    return MALFORMED;
  }

  /** Whether a read gave a value. */
  public static boolean isValue(long read) {
    return read >= 0;
  }

  /** The value of a read that gave one. */
  public static int value(long read) {
    return (int) read;
  }

  /** The bytes of a read that gave a value, 1 to 4. */
  public static int size(long read) {
    return (int) (read >>> SIZE_SHIFT) & 0xff;
  }

  /** Whether a read that gave a value used the fewest bytes possible. */
  public static boolean isMinimal(long read) {
    return (read & NOT_MINIMAL) == 0;
  }
}
