package dev.hopscope.cli;

import dev.hopscope.capture.live.FileOptions;
import dev.hopscope.capture.live.RingOptions;
import dev.hopscope.capture.live.StopConditions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where captured frames are kept, and when capturing ends; options as dumpcap has them. */
final class KeepOptions {
  private static final long KILOBYTE = 1000;

  /** Three years, or a petabyte in kB: more than anybody means. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000L);

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000L);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-w", "--write"},
      paramLabel = "FILE",
      description = "Keep the frames in a pcapng file, all of them, whatever is shown.")
  private Path file;

  @Option(
      names = {"-b", "--ring-buffer"},
      paramLabel = "WHEN",
      description =
          "Go on in another file after filesize:KB (of 1000 bytes) or duration:SECONDS; files:N"
              + " keeps the newest N. Repeat it to give several. Names are as dumpcap's:"
              + " x_00001_20260101120000.pcapng.")
  private List<String> ring = List.of();

  @Option(
      names = {"-a", "--autostop"},
      paramLabel = "WHEN",
      description =
          "End after duration:SECONDS, packets:N or filesize:KB written. Repeat it to give several.")
  private List<String> stop = List.of();

  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      description = "End after N frames.")
  private Long count;

  /** The file that was asked for, or null. */
  Path file() {
    return file;
  }

  /** Where to keep frames, or null; what makes no sense is bad usage. */
  FileOptions files() {
    Map<String, BigDecimal> given = parse("-b", ring, Set.of("filesize", "duration", "files"));
    RingOptions options =
        new RingOptions(
            kilobytes(given), nanos("-b", given), whole(given, "files").intValueExact());
    if (options.files() > 0 && !options.several()) {
      throw bad(
          "-b files:"
              + options.files()
              + " does not say when a file is full: add filesize:"
              + " or duration:");
    }
    if (file == null && options.several()) {
      throw bad("-b needs a file to write: add -w FILE");
    }
    if (file == null) {
      return null;
    }
    if (file.toString().equals("-")) {
      throw bad("-w - cannot be, since the report is on standard output: give a file");
    }
    String system = System.getProperty("os.name") + " " + System.getProperty("os.version");
    return new FileOptions(
        file, options, "hopscope " + Version.text(), system, ZoneId.systemDefault());
  }

  /** When to end; what makes no sense is bad usage. */
  StopConditions stop() {
    Map<String, BigDecimal> given = parse("-a", stop, Set.of("filesize", "duration", "packets"));
    if (given.containsKey("filesize") && file == null) {
      throw bad("-a filesize: needs a file to write: add -w FILE");
    }
    if (count != null && (count < 1 || given.containsKey("packets"))) {
      throw bad("-c " + count + " cannot be: give a number of frames, once");
    }
    long frames = count == null ? whole(given, "packets").longValueExact() : count;
    return new StopConditions(frames, nanos("-a", given), kilobytes(given));
  }

  private Map<String, BigDecimal> parse(String option, List<String> texts, Set<String> names) {
    Map<String, BigDecimal> values = new LinkedHashMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      BigDecimal value = colon < 0 ? null : number(text.substring(colon + 1));
      if (!names.contains(name) || value == null) {
        String all = String.join(", ", names.stream().sorted().map(each -> each + ":N").toList());
        throw bad(option + " " + text + " cannot be: give one of " + all);
      }
      values.put(name, value);
    }
    return values;
  }

  /** A number above 0 that is not absurd, or null. */
  private static BigDecimal number(String text) {
    if (!text.matches("\\d{1,18}(\\.\\d{1,9})?")) {
      return null;
    }
    BigDecimal value = new BigDecimal(text);
    return value.signum() > 0 && value.compareTo(MOST) <= 0 ? value : null;
  }

  private long kilobytes(Map<String, BigDecimal> given) {
    return whole(given, "filesize").longValueExact() * KILOBYTE;
  }

  private long nanos(String option, Map<String, BigDecimal> given) {
    BigDecimal seconds = given.getOrDefault("duration", BigDecimal.ZERO);
    if (seconds.compareTo(MOST_SECONDS) > 0) {
      throw bad(option + " duration:" + seconds + " cannot be: give less than three years");
    }
    return seconds.movePointRight(9).longValueExact();
  }

  private BigDecimal whole(Map<String, BigDecimal> given, String name) {
    BigDecimal value = given.getOrDefault(name, BigDecimal.ZERO).stripTrailingZeros();
    boolean fits = !name.equals("files") || value.compareTo(BigDecimal.valueOf(1_000_000)) <= 0;
    if (value.scale() > 0 || !fits) {
      throw bad(
          name + ":" + value.toPlainString() + " cannot be: give a whole number that is less");
    }
    return value;
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
