package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.capture.Inputs;
import java.math.BigDecimal;
import picocli.CommandLine.Mixin;

/** What is read (see {@link SourceOptions}), and how it is understood. */
final class InputOptions {
  @Mixin private SourceOptions sources;
  @Mixin private AnalysisOptions analysis;

  /** What is read. */
  Inputs inputs(Context context) {
    return sources.inputs(context);
  }

  /** What is read, as it was named. */
  String names() {
    return sources.names();
  }

  int payloadBytes() {
    return analysis.payloadBytes();
  }

  /** The options of an analysis of inputs; a value that makes no sense is bad usage. */
  AnalyzerOptions analyzerOptions(Inputs inputs) {
    return analysis.analyzerOptions(inputs.live());
  }

  /** Seconds as nanoseconds. */
  long nanos(String option, BigDecimal seconds) {
    return analysis.nanos(option, seconds);
  }
}
