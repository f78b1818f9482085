package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.limits.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much is held at most: one option for every {@link Limit}. */
final class LimitOptions {
  private static final Pattern VALUE = Pattern.compile("(\\d{1,18})([KMG]?)");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--limit",
      paramLabel = "NAME=VALUE",
      description =
          "Hold more or less of something before it is given up: a name in 'limits hit', a number,"
              + " K, M or G behind it. May be repeated; docs/limits.md lists them, and so does"
              + " --limit with a wrong name.")
  private List<String> given = new ArrayList<>();

  /** The options with the limits that were given; a name or value that is none is bad usage. */
  AnalyzerOptions apply(AnalyzerOptions options) {
    AnalyzerOptions changed = options;
    for (String each : given) {
      int equals = each.indexOf('=');
      String name = equals < 0 ? each : each.substring(0, equals);
      Limit limit =
          Limit.of(name)
              .orElseThrow(
                  () ->
                      bad(
                          "--limit "
                              + name
                              + " is unknown: there are "
                              + String.join(", ", all())));
      changed = changed.withLimit(limit, value(each, equals < 0 ? each.length() : equals + 1));
    }
    return changed;
  }

  private long value(String each, int from) {
    Matcher value = VALUE.matcher(each.substring(from).toUpperCase(Locale.ROOT));
    if (value.matches()) {
      int shift = 10 * " KMG".indexOf(value.group(2).isEmpty() ? " " : value.group(2));
      long number = Long.parseLong(value.group(1));
      if (number > 0 && number <= Long.MAX_VALUE >> shift) {
        return number << shift;
      }
    }
    throw bad(
        "--limit " + each + " makes no sense: give NAME=VALUE, 1 or more, like 500000 or 64M");
  }

  private static List<String> all() {
    return Arrays.stream(Limit.values()).map(LimitOptions::withDefault).toList();
  }

  private static String withDefault(Limit limit) {
    return limit.id() + "=" + number(limit.defaultMax());
  }

  /** A number as short as {@code --limit} takes it. */
  static String number(long value) {
    String units = " KMG";
    int unit = 0;
    long rest = value;
    while (unit < 3 && rest > 0 && rest % 1024 == 0) {
      rest /= 1024;
      unit++;
    }
    return unit == 0 ? Long.toString(rest) : Long.toString(rest) + units.charAt(unit);
  }

  /** What to say when a limit is hit for the first time. */
  static String message(Limit limit, long max) {
    String bytes = limit.unit() == Limit.Unit.BYTES ? " bytes of " : " ";
    return "limit "
        + limit.id()
        + " reached, "
        + number(max)
        + bytes
        + limit.holds()
        + ": "
        + limit.consequence()
        + "; allow more with --limit "
        + limit.id()
        + "="
        + number(max <= Long.MAX_VALUE / 4 ? 4 * max : max);
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
