package dev.hopscope.capture;

import java.math.BigInteger;

/**
 * Turns the ticks of a pcapng interface into nanoseconds since 1970 (if_tsresol and if_tsoffset,
 * draft-ietf-opsawg-pcapng section 4.2). Times outside of a {@code long} stop at its ends.
 */
final class PcapngClock {
  private static final long SECOND = 1_000_000_000L;
  private static final int POWER_OF_TWO = 0x80;

  /** Microseconds since 1970: what an interface has that does not say. */
  static final PcapngClock MICROSECONDS = new PcapngClock(6, 0);

  private final int exponent;
  private final boolean binary;
  private final long offsetNanos;
  private final long multiplier;

  /**
   * Creates a clock.
   *
   * @param resolution the option's byte: the negative power of 10, or of 2 with the high bit set
   * @param offsetSeconds added to every time
   */
  PcapngClock(int resolution, long offsetSeconds) {
    binary = (resolution & POWER_OF_TWO) != 0;
    exponent = resolution & ~POWER_OF_TWO & 0xff;
    offsetNanos = multiply(offsetSeconds, SECOND);
    multiplier = !binary && exponent <= 9 ? powerOfTen(9 - exponent) : 0;
  }

  /** Nanoseconds since 1970 for a tick count, which is unsigned. */
  long nanos(long ticks) {
    return add(
        multiplier != 0 && ticks >= 0 ? multiply(ticks, multiplier) : scale(ticks), offsetNanos);
  }

  private long scale(long ticks) {
    BigInteger unsigned =
        new BigInteger(Long.toUnsignedString(ticks)).multiply(BigInteger.valueOf(SECOND));
    BigInteger nanos =
        binary ? unsigned.shiftRight(exponent) : unsigned.divide(BigInteger.TEN.pow(exponent));
    return nanos.bitLength() > 63 ? Long.MAX_VALUE : nanos.longValue();
  }

  private static long powerOfTen(int power) {
    long value = 1;
    for (int i = 0; i < power; i++) {
      value *= 10;
    }
    return value;
  }

  private static long multiply(long a, long positive) {
    long high = Math.multiplyHigh(a, positive);
    long low = a * positive;
    if (high == low >> 63) {
      return low;
    }
    return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static long add(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }
}
