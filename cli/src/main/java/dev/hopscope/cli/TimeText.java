package dev.hopscope.cli;

import dev.hopscope.capture.TimeWindow;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times and durations as users write them; what is neither is null. */
final class TimeText {
  private static final Map<String, Integer> DIGITS_TO_NANOS =
      Map.of("s", 9, "ms", 6, "us", 3, "ns", 0);
  private static final Pattern DURATION =
      Pattern.compile("([+-]?\\d{1,18}(?:\\.\\d{1,18})?)(s|ms|us|ns)");
  private static final Pattern EPOCH = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18})?");

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .toFormatter(java.util.Locale.ROOT);

  private TimeText() {}

  /** A duration with its unit, such as {@code +1.5ms}, in nanoseconds; a bare 0 needs no unit. */
  static Long duration(String text) {
    if (text.matches("[+-]?0")) {
      return 0L;
    }
    Matcher matcher = DURATION.matcher(text);
    return matcher.matches()
        ? nanos(new BigDecimal(matcher.group(1)), DIGITS_TO_NANOS.get(matcher.group(2)))
        : null;
  }

  /**
   * A time: RFC 3339 (UTC where it names no zone), seconds since 1970, or {@code +90s} from the
   * first frame.
   */
  static TimeWindow.Bound time(String text) {
    boolean relative = text.startsWith("+");
    Long nanos = relative ? duration(text) : absolute(text);
    return nanos == null ? null : new TimeWindow.Bound(nanos, relative);
  }

  private static Long absolute(String text) {
    if (EPOCH.matcher(text).matches()) {
      return nanos(new BigDecimal(text), 9);
    }
    try {
      TemporalAccessor parsed = DATE_TIME.parse(text);
      ZoneOffset zone = parsed.query(TemporalQueries.offset());
      Instant instant =
          parsed
              .query(TemporalQueries.localDate())
              .atTime(parsed.query(TemporalQueries.localTime()))
              .toInstant(zone == null ? ZoneOffset.UTC : zone);
      BigDecimal fraction = BigDecimal.valueOf(instant.get(ChronoField.NANO_OF_SECOND), 9);
      return nanos(BigDecimal.valueOf(instant.getEpochSecond()).add(fraction), 9);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Whole nanoseconds, or null where a {@code long} does not hold them. */
  private static Long nanos(BigDecimal value, int digits) {
    BigDecimal nanos = value.movePointRight(digits).setScale(0, RoundingMode.HALF_EVEN);
    return nanos.unscaledValue().bitLength() < Long.SIZE ? (Long) nanos.longValue() : null;
  }
}
