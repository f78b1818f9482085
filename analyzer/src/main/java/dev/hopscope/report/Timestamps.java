package dev.hopscope.report;

import java.nio.charset.StandardCharsets;

/**
 * Makes the texts of {@link Times#rfc3339} for times that are near each other: only the digits
 * behind the second are written anew while the second stays the same. Not thread-safe.
 */
final class Timestamps {
  private static final long NANOS = 1_000_000_000L;

  private byte[] text = new byte[0];
  private long second = Long.MIN_VALUE;

  /** The text of a time in nanoseconds since 1970-01-01T00:00:00Z. */
  String rfc3339(long nanos) {
    long asked = Math.floorDiv(nanos, NANOS);
    if (asked != second) {
      String whole = Times.rfc3339(nanos);
      text = whole.getBytes(StandardCharsets.ISO_8859_1);
      second = asked;
      return whole;
    }
    int rest = (int) (nanos - asked * NANOS);
    // from the last digit, which is before the Z, to the decimal point
    for (int i = text.length - 2; text[i] != '.'; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
