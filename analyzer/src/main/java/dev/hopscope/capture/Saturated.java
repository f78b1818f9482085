package dev.hopscope.capture;

/** Sums of times that stop at the ends of a {@code long} instead of wrapping. */
final class Saturated {
  private Saturated() {}

  static long add(long a, long b) {
    long sum = a + b;
    boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
    return overflow ? a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE : sum;
  }
}
