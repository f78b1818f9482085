package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Extractor;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;

/** What commands ask of the analyzer. */
interface Analysis {
  /** Analyzes inputs, all of them at once. */
  RunResult analyze(Inputs inputs, AnalyzerOptions options, ReportSink sink, Progress progress);

  /** What takes messages or connections out of inputs. */
  Extractor extractor(AnalyzerOptions options, Selection selection);

  /** Decodes inputs packet by packet. */
  RunResult decode(Inputs inputs, AnalyzerOptions options, PacketSink sink, Progress progress);

  /**
   * Analyzes what is captured live, until that ends.
   *
   * @param stop ends the capture; may be called by any thread
   */
  RunResult sniff(
      CaptureSource source,
      Runnable stop,
      AnalyzerOptions options,
      ReportSink sink,
      Progress progress);
}
