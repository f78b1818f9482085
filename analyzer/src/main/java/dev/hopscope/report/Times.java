package dev.hopscope.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Capture times as text. */
public final class Times {
  private Times() {}

  /** RFC 3339 UTC with nine decimals, as {@code 2026-11-21T07:24:00.502134000Z}. */
  public static String rfc3339(long nanos) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(nanos, 1_000_000_000L),
            (int) Math.floorMod(nanos, 1_000_000_000L),
            ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(30);
    digits(text, time.getYear(), 4);
    digits(text.append('-'), time.getMonthValue(), 2);
    digits(text.append('-'), time.getDayOfMonth(), 2);
    digits(text.append('T'), time.getHour(), 2);
    digits(text.append(':'), time.getMinute(), 2);
    digits(text.append(':'), time.getSecond(), 2);
    digits(text.append('.'), time.getNano(), 9);
    return text.append('Z').toString();
  }

  /** Nanoseconds since 1970-01-01T00:00:00Z of a text made by {@link #rfc3339}. */
  public static long nanos(String rfc3339) {
    Instant instant = Instant.parse(rfc3339);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private static void digits(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
