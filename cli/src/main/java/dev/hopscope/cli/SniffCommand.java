package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.capture.LinkTypes;
import dev.hopscope.capture.live.FileOptions;
import dev.hopscope.capture.live.LiveCapture;
import dev.hopscope.capture.live.LiveException;
import dev.hopscope.capture.live.LiveOptions;
import dev.hopscope.capture.live.PcapHandle;
import dev.hopscope.capture.live.Precedence;
import dev.hopscope.capture.live.Privileges;
import dev.hopscope.capture.live.StopConditions;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hopscope sniff}: every message's ladder while it happens. */
@Command(
    name = "sniff",
    description = "Capture on an interface and tell of every MQTT message as it completes.",
    footer = {
      "",
      "Example: hopscope sniff -i lo -w lo.pcapng tcp port 1883",
      "Exit codes: 0 done, 2 bad usage, 4 capturing is not possible or the interface went away, 6"
          + " the capture file or the output cannot be written."
    })
final class SniffCommand implements Callable<Integer> {
  /** How the report is written; one document would come when everything is over. */
  enum LiveFormat {
    TEXT,
    JSONL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Context context;
  private final Analysis analysis;

  @Spec private CommandSpec spec;
  @Mixin private CaptureOptions capture;
  @Mixin private KeepOptions keep;
  @Mixin private AnalysisOptions understanding;
  @Mixin private FilterOptions filters;
  @Mixin private OutputOptions output;
  @Mixin StacktraceOption common;

  @Option(
      names = {"-D", "--list-interfaces"},
      description = "List the interfaces, and end.")
  private boolean list;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or jsonl (one line an element).")
  private LiveFormat format;

  @Option(
      names = {"-q", "--quiet"},
      description = "Only totals, at the end.")
  private boolean quiet;

  SniffCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    if (list) {
      return InterfaceTable.print(context, spec.commandLine().getOut());
    }
    LiveOptions live = capture.live();
    FileOptions files = keep.files();
    StopConditions stop = keep.stop();
    AnalyzerOptions options = understanding.analyzerOptions(true);
    filters.filter();
    if (files != null && output.file() != null && files.path().equals(output.file())) {
      throw new ParameterException(
          spec.commandLine(), "-w and -o name the same file: give another one to -o");
    }
    StatusLine status =
        new StatusLine(
            context.stderrTerminal() && !quiet ? context.stderr() : null, System::nanoTime);
    Sniffing sniffing =
        new Sniffing(context, analysis, output, format == LiveFormat.JSONL, quiet, status);
    try (LiveCapture capturing = start(live, files, stop, sniffing)) {
      Precedence.yieldToCapture();
      return sniffing.run(capturing, options, filters, files);
    }
  }

  private LiveCapture start(
      LiveOptions live, FileOptions files, StopConditions stop, Sniffing sniffing) {
    try {
      PcapHandle handle = PcapHandle.open(live);
      try {
        if (capture.user() != null) {
          Privileges.become(capture.user());
        }
      } catch (LiveException | RuntimeException e) {
        handle.close();
        throw e;
      }
      String link = LinkTypes.name(handle.linkType());
      context.message(
          "listening on " + live.device() + " (" + link + ") for '" + handle.filter() + "'");
      return LiveCapture.start(handle, files, stop, RealTime.steady(), sniffing::notice);
    } catch (LiveException e) {
      throw LiveFailures.of(e, live.device());
    }
  }
}
