package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.RunResult;
import dev.hopscope.capture.Inputs;
import dev.hopscope.expect.ExpectationWriter;
import dev.hopscope.expect.Level;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.filter.FilteringReportSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hopscope expect}: what a good capture lets one expect of others. */
@Command(
    name = "expect",
    description = "Write what check may expect, from captures in which all was as it should be.",
    footer = {
      "",
      "Example: hopscope expect good.pcapng --level counts -o expect.yaml",
      "Exit codes: 0 done, 2 bad usage, 3 an input is damaged or unreadable, 5 written, but the"
          + " capture is not whole, 6 output cannot be written."
    })
final class ExpectCommand implements Callable<Integer> {
  private final Context context;
  private final Analysis analysis;

  @Mixin private InputOptions input;
  @Mixin private FilterOptions filters;
  @Mixin StacktraceOption common;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "shape",
      description =
          "shape (who gets what, how; default), counts (how many, too) or exact (every step, too).")
  private Level level;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE instead of standard output.")
  private Path file;

  @Option(
      names = "--link-wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "As in analyze (default: ${DEFAULT-VALUE}).")
  private BigDecimal linkWait;

  private List<String> losses = List.of();

  ExpectCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    Inputs inputs = input.inputs(context);
    AnalyzerOptions base = input.analyzerOptions(inputs);
    long wait = input.nanos("--link-wait", linkWait);
    AnalyzerOptions options = base.withLink(base.link().withWaitNanos(wait));
    ExpectationWriter writer = new ExpectationWriter(level, input.names());
    ReportSink sink = filters.any() ? new FilteringReportSink(writer, filters.filter()) : writer;
    ExitCode exit =
        ExitCode.of(
            new Run(context, inputs, file)
                .call(
                    (out, progress) -> {
                      RunResult result = analysis.analyze(inputs, options, sink, progress);
                      losses = writer.losses();
                      try {
                        out.write(writer.text().getBytes(StandardCharsets.UTF_8));
                      } catch (IOException e) {
                        throw new UncheckedIOException(e);
                      }
                      return result;
                    }));
    if (!losses.isEmpty()) {
      context.message(
          "the capture is not whole, so what was written may be wrong: "
              + losses.get(0)
              + "; capture again");
      return exit.or(ExitCode.UNDECIDED).code();
    }
    return exit.code();
  }
}
