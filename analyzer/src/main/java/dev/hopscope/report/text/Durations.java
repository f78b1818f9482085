package dev.hopscope.report.text;

import dev.hopscope.report.Times;
import java.util.Locale;

/** Times and numbers for people: counts in groups of three, durations with their unit. */
public final class Durations {
  private Durations() {}

  /** A count in groups of three, as {@code 12,345}. */
  public static String number(long value) {
    StringBuilder text = new StringBuilder(26).append(value);
    int start = value < 0 ? 1 : 0;
    for (int at = text.length() - 3; at > start; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /**
   * {@code 412 us}, {@code 1.204 s}, {@code 2 h 05 min}; a dash for null.
   *
   * @param nanos in nanoseconds, shown to the microsecond or coarser
   */
  public static String text(Long nanos) {
    if (nanos == null) {
      return "-";
    }
    long micros = Math.round(nanos / 1e3);
    long size = Math.abs(micros);
    if (size < 1_000_000) {
      return number(micros) + " us";
    }
    if (size < 100_000_000) {
      return String.format(Locale.ROOT, "%.3f s", micros / 1e6);
    }
    long seconds = micros / 1_000_000;
    return Math.abs(seconds) < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, Math.abs(seconds % 60))
        : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, Math.abs(seconds / 60 % 60));
  }

  /** The time of day in UTC with microseconds. */
  static String clock(long epochNanos) {
    String rfc3339 = Times.rfc3339(epochNanos);
    int time = rfc3339.indexOf('T') + 1;
    return rfc3339.substring(time, time + "HH:mm:ss.SSSSSS".length());
  }

  static String plural(long count, String one, String more) {
    return number(count) + " " + (count == 1 ? one : more);
  }
}
