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
  private final Interruption interruption;

  AnalysisRunner(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public RunResult analyze(
      List<Path> files, AnalyzerOptions options, ReportSink sink, Progress progress) {
    return run(Analyzer.analyze(options, sink), files, progress);
  }

  @Override
  public RunResult decode(
      List<Path> files, AnalyzerOptions options, PacketSink sink, Progress progress) {
    return run(Analyzer.decode(options, sink), files, progress);
  }

  private RunResult run(Analyzer analyzer, List<Path> files, Progress progress) {
    interruption.running(analyzer);
    return analyzer.run(files, progress);
  }
}
