package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.live.FileOptions;
import dev.hopscope.capture.live.LiveCapture;
import dev.hopscope.capture.live.LiveStatistics;
import dev.hopscope.limits.Limit;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.WriterThread;
import dev.hopscope.report.filter.FilteringReportSink;
import dev.hopscope.report.filter.RedactingReportSink;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reports what a live capture gives, until it ends. */
final class Sniffing {
  private final Context context;
  private final Analysis analysis;
  private final OutputOptions output;
  private final boolean lines;
  private final boolean quiet;
  private final StatusLine status;
  private final Queue<String> notices = new ConcurrentLinkedQueue<>();
  private CountingSink counting;

  Sniffing(
      Context context,
      Analysis analysis,
      OutputOptions output,
      boolean lines,
      boolean quiet,
      StatusLine status) {
    this.context = context;
    this.analysis = analysis;
    this.output = output;
    this.lines = lines;
    this.quiet = quiet;
    this.status = status;
  }

  /**
   * Takes what is to be told soon; never waits, since the thread that captures calls, and standard
   * error may be a terminal that somebody has stopped.
   */
  void notice(String text) {
    notices.add(text);
  }

  private void tellNotices() {
    for (String text = notices.poll(); text != null; text = notices.poll()) {
      tell(text);
    }
  }

  private void tell(String text) {
    synchronized (status) {
      status.clear();
      context.message(text);
    }
  }

  /** Reports to the end of a capture; the exit code. */
  int run(LiveCapture capture, AnalyzerOptions options, FilterOptions filters, FileOptions files) {
    Output out = Output.open(context, output.file(), status::clear, status);
    ExitCode exit = ExitCode.OK;
    try {
      RunResult result = analyze(capture, options, filters, out.stream());
      status.clear();
      exit = Run.problems(context, result) == ExitCode.OK ? exit : ExitCode.CAPTURE;
      out.close();
    } catch (RuntimeException e) {
      ExitCode failed = out.failed(context, e);
      if (failed == null) {
        throw e;
      }
      exit = exit.or(failed);
    }
    capture.close();
    tellNotices();
    tell(totals(capture.statistics(), files));
    return exit.or(capture.fileFailed() ? ExitCode.OUTPUT : ExitCode.OK).code();
  }

  private RunResult analyze(
      LiveCapture capture, AnalyzerOptions options, FilterOptions filters, OutputStream out) {
    // somebody who reads along wants every line at once
    boolean screen = output.file() == null && context.stdoutTerminal();
    ReportSink writer = writer(out);
    if (!lines || quiet || screen) {
      return told(capture, options, selected(writer, filters));
    }
    try (WriterThread thread = new WriterThread(writer)) {
      return told(capture, options, selected(thread, filters));
    }
  }

  private RunResult told(LiveCapture capture, AnalyzerOptions options, ReportSink sink) {
    counting = new CountingSink(sink);
    Live live = new Live(capture);
    return analysis.sniff(capture, capture::stop, options, counting, live);
  }

  private ReportSink writer(OutputStream out) {
    TextOptions text = new TextOptions(output.utc(), 0, quiet, true);
    ReportSink sink =
        lines
            ? new JsonlReportWriter(out, Version.text())
            : new TextReportWriter(out, output.terminal(context, false), text);
    return output.redact() ? new RedactingReportSink(sink, Redaction.ofThisRun()) : sink;
  }

  private ReportSink selected(ReportSink writer, FilterOptions filters) {
    if (quiet) {
      return new FilteringReportSink(writer, null);
    }
    return filters.any() ? new FilteringReportSink(writer, filters.filter()) : writer;
  }

  private static String totals(LiveStatistics all, FileOptions files) {
    String written =
        files == null
            ? ""
            : String.format(Locale.ROOT, "; %,d written to %s", all.written(), files.path());
    String behind =
        all.skipped() == 0
            ? ""
            : String.format(
                Locale.ROOT, "; %,d not analyzed, since the analysis was slower", all.skipped());
    return String.format(
        Locale.ROOT,
        "%,d frames captured; libpcap received %,d, the kernel dropped %,d, the interface %,d%s%s",
        all.frames(),
        all.received(),
        all.kernelDrops(),
        all.interfaceDrops(),
        written,
        behind);
  }

  /** Shows how it goes. */
  private final class Live implements Progress {
    private final LiveCapture capture;

    Live(LiveCapture capture) {
      this.capture = capture;
    }

    @Override
    public void update(long bytesRead, long totalBytes, long frames, long packets) {
      tellNotices();
      status.show(this::state);
    }

    private StatusLine.State state() {
      LiveStatistics now = capture.statistics();
      return new StatusLine.State(
          now.frames(),
          counting.messages(),
          counting.openFlows(),
          now.kernelDrops() + now.interfaceDrops(),
          now.skipped());
    }

    @Override
    public void onLimit(Limit limit, long max) {
      tell(LimitOptions.message(limit, max));
    }
  }
}
