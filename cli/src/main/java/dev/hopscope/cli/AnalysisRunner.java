package dev.hopscope.cli;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Extractor;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;

/** The analyzer itself. */
final class AnalysisRunner implements Analysis {
  private final Interruption interruption;

  AnalysisRunner(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public RunResult analyze(
      Inputs inputs, AnalyzerOptions options, ReportSink sink, Progress progress) {
    return run(Analyzer.analyze(options, sink), inputs, progress);
  }

  @Override
  public RunResult decode(
      Inputs inputs, AnalyzerOptions options, PacketSink sink, Progress progress) {
    return run(Analyzer.decode(options, sink), inputs, progress);
  }

  @Override
  public Extractor extractor(AnalyzerOptions options, Selection selection) {
    Extractor extractor = new Extractor(options, selection);
    interruption.running(extractor::stop);
    return extractor;
  }

  @Override
  public RunResult sniff(
      CaptureSource source,
      Runnable stop,
      AnalyzerOptions options,
      ReportSink sink,
      Progress progress) {
    // what was captured until then is still analyzed, so that the report is that of the file
    interruption.running(stop);
    return Analyzer.analyze(options, sink).run(source, RealTime.steady(), progress);
  }

  private RunResult run(Analyzer analyzer, Inputs inputs, Progress progress) {
    interruption.running(analyzer::stop);
    return analyzer.run(inputs, progress);
  }
}
