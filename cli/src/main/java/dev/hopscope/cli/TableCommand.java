package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.capture.Inputs;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.filter.RedactingReportSink;
import dev.hopscope.report.table.TableOutput;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that print one table share. */
abstract class TableCommand implements Callable<Integer> {
  /** The formats of a table. */
  enum TableFormat {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Context context;
  private final Analysis analysis;
  private final Function<TableOutput, ReportSink> table;

  @Mixin private InputOptions input;
  @Mixin private OutputOptions output;
  @Mixin StacktraceOption common;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or json (one document).")
  private TableFormat format;

  TableCommand(Context context, Analysis analysis, Function<TableOutput, ReportSink> table) {
    this.context = context;
    this.analysis = analysis;
    this.table = table;
  }

  @Override
  public Integer call() {
    Inputs inputs = input.inputs(context);
    AnalyzerOptions options = input.analyzerOptions(inputs);
    return new Run(context, inputs, output.file())
        .call(
            (out, progress) -> {
              TableOutput to =
                  format == TableFormat.JSON
                      ? TableOutput.json(out)
                      : TableOutput.text(out, output.terminal(context, false));
              ReportSink sink = table.apply(to);
              if (output.redact()) {
                sink = new RedactingReportSink(sink, Redaction.ofThisRun());
              }
              return analysis.analyze(inputs, options, sink, progress);
            });
  }
}
