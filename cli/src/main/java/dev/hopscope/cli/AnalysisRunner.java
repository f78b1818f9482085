package dev.hopscope.cli;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;
import java.nio.file.Path;
import java.util.List;

/** The analyzer itself. */
final class AnalysisRunner implements Analysis {
  @Override
  public RunResult analyze(
      List<Path> files, AnalyzerOptions options, ReportSink sink, Progress progress) {
    return Analyzer.analyze(options, sink).run(files, progress);
  }

  @Override
  public RunResult decode(
      List<Path> files, AnalyzerOptions options, PacketSink sink, Progress progress) {
    return Analyzer.decode(options, sink).run(files, progress);
  }
}
