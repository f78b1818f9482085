package dev.hopscope.benchmarks.stages;

import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Stages that can be fed alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g"})
@OperationsPerInvocation(Material.FRAMES)
public class OneStage {
  /** Reading the file. */
  @Benchmark
  public long capture(Material material) throws IOException {
    long bytes = 0;
    try (CaptureSource source = CaptureFiles.open(material.file, 1)) {
      Frame frame = new Frame();
      while (source.next(frame)) {
        bytes += frame.capturedLength();
      }
    }
    return bytes;
  }

  /** Headers and checksums of a frame. */
  @Benchmark
  public long segments(Material material) {
    SegmentDecoder decoder = new SegmentDecoder();
    TcpSegment segment = new TcpSegment();
    Frame frame = new Frame();
    long bytes = 0;
    for (int i = 0; i < Material.FRAMES; i++) {
      material.wrap(i, frame);
      if (decoder.decode(frame, segment) == Outcome.TCP) {
        bytes += segment.length();
      }
    }
    return bytes;
  }

  /** Framing and decoding of recorded bytes. */
  @Benchmark
  public long packets(Recording recording) {
    return recording.frame();
  }

  /** The digests of the recorded messages' payloads; a frame has less than one. */
  @Benchmark
  public long digest(Recording recording) {
    return recording.digest();
  }
}
