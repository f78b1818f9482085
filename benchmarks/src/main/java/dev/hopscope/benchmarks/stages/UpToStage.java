package dev.hopscope.benchmarks.stages;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.json.JsonlReportWriter;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The stages from reassembly on, one more each time, from segments in memory; the last three are
 * the whole analyzer, from frames in memory. Run with {@code -p variant=CLEAN,REORDERED,CHURN} to
 * see what disorder costs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g"})
@OperationsPerInvocation(Material.FRAMES)
public class UpToStage {
  /** TCP reassembly. */
  @Benchmark
  public long a1Reassembly(Material material) {
    Stages stages = new Stages();
    return stages.run(material, stages.bytes());
  }

  /** Recognition, framing, decoding, and connections. */
  @Benchmark
  public long a2Connections(Material material) {
    Stages stages = new Stages();
    return stages.run(material, stages.connections());
  }

  /** Flows by QoS, without sessions. */
  @Benchmark
  public long a3Flows(Material material) {
    Stages stages = new Stages();
    return stages.run(material, stages.flows());
  }

  /** Sessions and their flows. */
  @Benchmark
  public long a4Sessions(Material material) {
    Stages stages = new Stages();
    return stages.run(material, stages.sessions());
  }

  /** Linking. */
  @Benchmark
  public long a5Traces(Material material) {
    Stages stages = new Stages();
    return stages.run(material, stages.traces());
  }

  /** Segment decoding, rules, and the report's totals. */
  @Benchmark
  public long a6Summary(Material material) {
    return analyze(
        material,
        new ReportSink() {
          @Override
          public boolean wantsDetail() {
            return false;
          }
        });
  }

  /** The report's elements. */
  @Benchmark
  public long a7Report(Material material) {
    return analyze(material, new ReportSink() {});
  }

  /** The report as JSON lines. */
  @Benchmark
  public long a8Jsonl(Material material) {
    return analyze(material, new JsonlReportWriter(OutputStream.nullOutputStream(), "0"));
  }

  private static long analyze(Material material, ReportSink sink) {
    return Analyzer.analyze(AnalyzerOptions.DEFAULT, sink)
        .run(material.source(), Progress.NONE)
        .frames();
  }
}
