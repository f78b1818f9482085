package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.Inputs;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.WriterThread;
import dev.hopscope.report.filter.FilteringReportSink;
import dev.hopscope.report.filter.RedactingReportSink;
import dev.hopscope.report.html.HtmlReportWriter;
import dev.hopscope.report.html.PageOptions;
import dev.hopscope.report.json.JsonReportWriter;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hopscope analyze}: every message's ladder. */
@Command(
    name = "analyze",
    description = "Tell what became of every MQTT message, hop by hop.",
    footer = {
      "",
      "Example: hopscope analyze sample-pcaps/qos2-to-qos0/capture.pcapng",
      "Exit codes: 0 done, 2 bad usage, 3 an input is damaged or unreadable, 6 output cannot be"
          + " written."
    })
final class AnalyzeCommand implements Callable<Integer> {
  private final Context context;
  private final Analysis analysis;

  @Mixin private InputOptions input;
  @Mixin private FilterOptions filters;
  @Mixin private OutputOptions output;
  @Mixin StacktraceOption common;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text (default), json (one document), jsonl (one line an element, streamed) or html (a page;"
              + " give -o).")
  private ReportFormat format;

  @Option(names = "--summary", description = "Only totals.")
  private boolean summary;

  @Option(
      names = "--max-traces",
      paramLabel = "N",
      description =
          "In text: draw up to N messages, tell a capture with more by its totals (default: 20, live:"
              + " all; 0: draw all).")
  private Integer maxTraces;

  @Option(
      names = "--link-wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long a delivery may follow its publish (default: ${DEFAULT-VALUE}).")
  private BigDecimal linkWait;

  private FilteringReportSink selection;

  AnalyzeCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    if (format == ReportFormat.HTML && output.file() == null && context.stdoutTerminal()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--format html is a page, not for a terminal: give -o report.html", null);
    }
    Inputs inputs = input.inputs(context);
    AnalyzerOptions base = input.analyzerOptions(inputs);
    long wait = input.nanos("--link-wait", linkWait);
    AnalyzerOptions options = base.withLink(base.link().withWaitNanos(wait));
    filters.filter();
    int exit =
        new Run(context, inputs, output)
            .call((out, progress) -> run(inputs, options, writer(out, inputs.live()), progress));
    if (selection != null && selection.tracesPassed() == 0 && exit == ExitCode.OK.code()) {
      context.message("no message fits the selection; the totals are those of the whole capture");
    }
    return exit;
  }

  private RunResult run(
      Inputs inputs, AnalyzerOptions options, ReportSink writer, Progress progress) {
    // a terminal is shared with the progress line, which belongs to this thread
    boolean screen = output.file() == null && context.stdoutTerminal();
    if (format != ReportFormat.JSONL || summary || screen) {
      return analysis.analyze(inputs, options, selected(writer), progress);
    }
    try (WriterThread thread = new WriterThread(writer)) {
      return analysis.analyze(inputs, options, selected(thread), progress);
    }
  }

  /** What is before the output: redact, then write. */
  private ReportSink writer(OutputStream out, boolean live) {
    ReportSink sink =
        switch (format) {
          case TEXT ->
              new TextReportWriter(out, output.terminal(context, false), textOptions(live));
          case JSON -> new JsonReportWriter(out);
          case JSONL -> new JsonlReportWriter(out, Version.text());
          case HTML ->
              new HtmlReportWriter(
                  out, new PageOptions(Version.text(), output.utc(), output.redact(), summary));
        };
    if (output.redact()) {
      sink = new RedactingReportSink(sink, Redaction.ofThisRun());
    }
    return sink;
  }

  /** What is before that: only what was asked for. */
  private ReportSink selected(ReportSink writer) {
    if (summary) {
      return new FilteringReportSink(writer, null);
    }
    if (!filters.any()) {
      return writer;
    }
    selection = new FilteringReportSink(writer, filters.filter());
    return selection;
  }

  private TextOptions textOptions(boolean live) {
    int all = filters.any() || live ? 0 : TextOptions.DEFAULT_MAX_TRACES;
    int most = maxTraces == null ? all : Math.max(0, maxTraces);
    return new TextOptions(output.utc(), most, summary, live);
  }
}
