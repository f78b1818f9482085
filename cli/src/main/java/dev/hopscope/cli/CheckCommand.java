package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.Inputs;
import dev.hopscope.expect.Evaluator;
import dev.hopscope.expect.Verdict;
import dev.hopscope.expect.output.VerdictText;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.TeeReportSink;
import dev.hopscope.report.filter.FilteringReportSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hopscope check}: whether captures are as a file says. */
@Command(
    name = "check",
    description = "Tell whether captures hold what a file expects: for tests and CI.",
    footer = {
      "",
      "Example: hopscope expect good.pcapng -o expect.yaml",
      "         hopscope check new.pcapng --expect expect.yaml --junit report.xml",
      "Exit codes: 0 all hold, 1 one does not, 2 bad usage, 3 an input is damaged or unreadable, 5 a"
          + " capture is too lossy to tell, 6 output cannot be written."
    })
final class CheckCommand implements Callable<Integer> {
  private final Context context;
  private final Analysis analysis;

  @Mixin private InputOptions input;
  @Mixin private FilterOptions filters;
  @Mixin private VerdictOptions verdictOptions;
  @Mixin StacktraceOption common;

  @Option(
      names = "--expect",
      paramLabel = "FILE",
      required = true,
      description = "What is expected, in YAML. Repeat it to give several files.")
  private List<Path> expect = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the list to FILE instead of standard output.")
  private Path file;

  @Option(
      names = "--link-wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "As in analyze (default: ${DEFAULT-VALUE}).")
  private BigDecimal linkWait;

  private List<Verdict> verdicts = List.of();

  CheckCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    Inputs inputs = input.inputs(context);
    AnalyzerOptions base = input.analyzerOptions(inputs);
    long wait = input.nanos("--link-wait", linkWait);
    AnalyzerOptions options = base.withLink(base.link().withWaitNanos(wait));
    List<Evaluator> evaluators =
        ExpectationFiles.read(context, expect).stream().map(Evaluator::new).toList();
    ReportSink sink = new TeeReportSink(evaluators);
    if (filters.any()) {
      sink = new FilteringReportSink(sink, filters.filter());
    }
    ReportSink selected = sink;
    VerdictOutputs outputs = verdictOptions.open(context, inputs);
    ExitCode exit =
        ExitCode.of(
            new Run(context, inputs, file)
                .call(
                    (out, progress) -> run(inputs, options, selected, evaluators, out, progress)));
    exit = exit.or(outputs.write(verdicts, evaluators));
    return switch (Verdict.worst(verdicts)) {
      case FAIL -> exit.or(ExitCode.FAILED).code();
      case CANNOT_TELL -> exit.or(ExitCode.UNDECIDED).code();
      case PASS -> exit.code();
    };
  }

  private RunResult run(
      Inputs inputs,
      AnalyzerOptions options,
      ReportSink sink,
      List<Evaluator> evaluators,
      OutputStream out,
      Progress progress) {
    RunResult result = analysis.analyze(inputs, options, sink, progress);
    List<Verdict> all = new ArrayList<>();
    for (Evaluator evaluator : evaluators) {
      // what was not read may hold anything
      result.problems().forEach(evaluator::lost);
      if (result.nothingDecodable()) {
        evaluator.lost("no frame could be decoded");
      }
      all.addAll(evaluator.verdicts());
    }
    verdicts = List.copyOf(all);
    try {
      out.write(VerdictText.of(verdicts, context.unicode()).getBytes(StandardCharsets.UTF_8));
      verdictOptions.annotate(verdicts, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result;
  }
}
