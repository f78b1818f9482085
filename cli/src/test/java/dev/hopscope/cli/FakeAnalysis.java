package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Extractor;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An analysis whose outcome a test decides. */
final class FakeAnalysis implements Analysis {
  private final List<String> problems = new ArrayList<>();
  private boolean nothingDecodable;
  private RuntimeException failure;
  private AnalyzerOptions options;
  private Inputs inputs;

  FakeAnalysis problem(String message) {
    problems.add(message);
    return this;
  }

  FakeAnalysis nothingDecodable() {
    nothingDecodable = true;
    return this;
  }

  FakeAnalysis failure(RuntimeException e) {
    failure = e;
    return this;
  }

  /** The options of the last run. */
  AnalyzerOptions options() {
    return options;
  }

  /** The inputs of the last run. */
  Inputs inputs() {
    return inputs;
  }

  @Override
  public RunResult analyze(
      Inputs inputs, AnalyzerOptions options, ReportSink sink, Progress progress) {
    remember(inputs, options);
    progress.update(500, 1_000, 10, 5);
    sink.capture(
        new ReportModel.Capture(
            1,
            1,
            "c.pcap",
            "pcap",
            List.of("ETHERNET"),
            9,
            Map.of(),
            900,
            5,
            null,
            null,
            0,
            0,
            null,
            null,
            0,
            false));
    sink.trace(
        new ReportModel.Trace(
            1,
            "a/secret",
            2,
            "hi",
            null,
            "publish",
            1,
            "pub",
            0,
            false,
            "complete",
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    sink.summary(
        new ReportModel.Summary(
            Map.of("PUBLISH", 1L),
            new ReportModel.Outcomes(1, 0, 0, 0, 0),
            1,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            Map.of(),
            Map.of(),
            new ReportModel.Latencies(Map.of(), Map.of(), Map.of())));
    return new RunResult(problems, nothingDecodable, 9);
  }

  @Override
  public Extractor extractor(AnalyzerOptions asked, Selection selection) {
    options = asked;
    return new Extractor(asked, selection);
  }

  @Override
  public RunResult decode(
      Inputs inputs, AnalyzerOptions options, PacketSink sink, Progress progress) {
    remember(inputs, options);
    sink.gap(new ReportModel.Gap(1, 1, "server-to-client", 100, 12L, "acked-unseen", 31));
    sink.end();
    return new RunResult(problems, nothingDecodable, 9);
  }

  private void remember(Inputs given, AnalyzerOptions asked) {
    inputs = given;
    options = asked;
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public RunResult sniff(
      CaptureSource source,
      Runnable stop,
      AnalyzerOptions options,
      ReportSink sink,
      Progress progress) {
    throw new UnsupportedOperationException("this analysis has no interface");
  }
}
