package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;
import java.nio.file.Path;
import java.util.List;

/** What commands ask of the analyzer. */
interface Analysis {
  /** Analyzes files, all of them at once. */
  RunResult analyze(List<Path> files, AnalyzerOptions options, ReportSink sink, Progress progress);

  /** Decodes files packet by packet. */
  RunResult decode(List<Path> files, AnalyzerOptions options, PacketSink sink, Progress progress);
}
