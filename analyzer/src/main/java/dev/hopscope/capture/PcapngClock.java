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

  /**
   * Nanoseconds since 1970 for a tick count. It is unsigned; but where that gives a time beyond a
   * {@code long}, the writer counted back from 1970 (as editcap does when it shifts times), and the
   * signed reading keeps frames apart and in order.
   */
  long nanos(long ticks) {
    return Saturated.add(multiplier != 0 ? multiply(ticks, multiplier) : scale(ticks), offsetNanos);
  }

  private long scale(long ticks) {
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(ticks));
    BigInteger nanos = scale(unsigned);
    if (nanos.bitLength() > 63 && ticks < 0) {
      nanos = scale(BigInteger.valueOf(ticks));
    }
    return nanos.bitLength() <= 63 ? nanos.longValue() : end(nanos.signum() < 0);
  }

  private BigInteger scale(BigInteger ticks) {
    BigInteger scaled = ticks.multiply(BigInteger.valueOf(SECOND));
    return binary ? scaled.shiftRight(exponent) : scaled.divide(BigInteger.TEN.pow(exponent));
  }

  private static long end(boolean negative) {
    return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
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
    return end(a < 0);
  }
}
