package dev.hopscope.expect.yaml;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number and a unit. */
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?) ?(ns|us|ms|s|min|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "min", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private DurationText() {}

  /** The pattern of the form, for a JSON Schema. */
  public static String pattern() {
    return "^" + FORM.pattern() + "$";
  }

  /** A node as nanoseconds, or null. */
  public static Long read(YamlNode value, String what, YamlProblems problems) {
    String text = value.kind() == YamlNode.Kind.TEXT ? value.text() : "";
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      BigDecimal nanos =
          new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(UNITS.get(form.group(2))));
      if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return nanos.longValue();
      }
    }
    problems.add(
        value,
        what
            + " is a duration with its unit, such as 250 us, 5 ms or 1.5 s, not "
            + YamlMap.words(value));
    return null;
  }
}
