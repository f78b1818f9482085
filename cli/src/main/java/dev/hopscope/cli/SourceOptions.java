package dev.hopscope.cli;

import dev.hopscope.capture.Inputs;
import dev.hopscope.capture.TimeWindow;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is read, and which part of it. */
final class SourceOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = {
        "Capture files (pcap, pcapng, or gzip of them), folders of them, or - for standard input,"
            + " which is read live. Several are merged by time; files of one ring (tcpdump -C or"
            + " -G, dumpcap -b) are read one after the other."
      })
  private List<Path> files;

  @Option(
      names = "--clock-offset",
      paramLabel = "FILE=OFFSET",
      description =
          "Add OFFSET, such as +1.5ms or -2s, to the times of one FILE (repeat it for another one)."
              + " Latencies between inputs count only where their clocks are known to agree: the"
              + " first FILE's and those named here, be it with 0.")
  private List<String> clockOffsets = List.of();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Leave out frames before TIME: 2026-11-21T07:24:00.5Z (UTC where it names no zone),"
              + " seconds since 1970, or +90s from the first frame.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Leave out frames at TIME and after it; TIME as for --from.")
  private String to;

  /** What is read, as it was named. */
  String names() {
    return String.join(", ", files.stream().map(Path::toString).toList());
  }

  /** The inputs; what makes no sense is bad usage. */
  Inputs inputs(Context context) {
    StandardInput standard = context.stdin();
    checkStandardInput(standard);
    Inputs inputs =
        Inputs.of(files)
            .withStandardInput(standard.stream(), standard.live())
            .withTicker(RealTime.steady())
            .withNotices(context::message)
            .withWindow(window());
    try {
      return inputs.withClockOffsets(offsets());
    } catch (IllegalArgumentException e) {
      throw bad("--clock-offset " + e.getMessage(), e);
    }
  }

  private void checkStandardInput(StandardInput standard) {
    long named = files.stream().filter(StandardInput::isNamed).count();
    if (named > 1) {
      throw bad("standard input is given more than once: give - once", null);
    }
    if (named > 0 && standard.terminal()) {
      throw bad(
          "standard input is a terminal, which gives no capture: pipe one in, such as"
              + " 'tcpdump -U -w - | hopscope analyze -'",
          null);
    }
  }

  private Map<String, Long> offsets() {
    Map<String, Long> offsets = new LinkedHashMap<>();
    for (String given : clockOffsets) {
      int equals = given.lastIndexOf('=');
      Long nanos = equals < 1 ? null : TimeText.duration(given.substring(equals + 1));
      if (nanos == null) {
        throw bad(
            "--clock-offset " + given + " cannot be: give FILE=+1.5ms, with s, ms, us or ns", null);
      }
      String file = given.substring(0, equals);
      if (offsets.put(file, nanos) != null) {
        throw bad("--clock-offset names " + file + " twice: give one offset", null);
      }
    }
    return offsets;
  }

  private TimeWindow window() {
    TimeWindow window = new TimeWindow(bound("--from", from), bound("--to", to));
    if (window.isEmpty()) {
      throw bad("--from " + from + " is not before --to " + to + ": no frame can be between", null);
    }
    return window;
  }

  private TimeWindow.Bound bound(String option, String text) {
    TimeWindow.Bound bound = text == null ? null : TimeText.time(text);
    if (text != null && bound == null) {
      throw bad(
          option
              + " "
              + text
              + " is no time: give one such as 2026-11-21T07:24:00Z, 1795245840.5 or +90s",
          null);
    }
    return bound;
  }

  private ParameterException bad(String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
