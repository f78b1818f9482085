package dev.hopscope.report;

import java.time.LocalDate;
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
    LocalDate day =
        LocalDate.of(number(rfc3339, 0, 4), number(rfc3339, 5, 7), number(rfc3339, 8, 10));
    long hours = day.toEpochDay() * 24 + number(rfc3339, 11, 13);
    long seconds = (hours * 60 + number(rfc3339, 14, 16)) * 60 + number(rfc3339, 17, 19);
    return seconds * 1_000_000_000L + number(rfc3339, 20, 29);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static void digits(StringBuilder text, int value, int width) {
    String digits = Integer.toString(value);
    text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
  }
}
