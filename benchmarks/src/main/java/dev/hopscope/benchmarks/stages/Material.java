package dev.hopscope.benchmarks.stages;

import dev.hopscope.benchmarks.load.GenerateCapture;
import dev.hopscope.benchmarks.load.LoadOptions;
import dev.hopscope.benchmarks.load.Variant;
import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.net.Outcome;
import dev.hopscope.net.SegmentDecoder;
import dev.hopscope.net.TcpSegment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One generated capture: as a file, as frames in memory, and as TCP segments. */
@State(Scope.Benchmark)
public class Material {
  /** Frames of the capture. */
  public static final int FRAMES = 200_000;

  private static final int ETHERNET = 1;

  /** Kind of traffic. */
  @Param({"CLEAN"})
  public Variant variant;

  Path file;
  TcpSegment[] segments;
  private byte[] bytes;
  private final int[] offsets = new int[FRAMES + 1];
  private final long[] times = new long[FRAMES];

  /** Generates the capture and reads it into memory. */
  @Setup(Level.Trial)
  public void generate() throws IOException {
    file = Files.createTempFile("hopscope-", ".pcap");
    try (OutputStream out = Files.newOutputStream(file)) {
      GenerateCapture.generate(LoadOptions.of(variant, FRAMES, 1), out, frames -> {});
    }
    readFrames();
    decodeSegments();
  }

  /** Deletes the file. */
  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private void readFrames() throws IOException {
    bytes = new byte[(int) Files.size(file)];
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      Frame frame = new Frame();
      for (int i = 0; source.next(frame); i++) {
        int length = frame.capturedLength();
        System.arraycopy(frame.data(), frame.offset(), bytes, offsets[i], length);
        offsets[i + 1] = offsets[i] + length;
        times[i] = frame.timeNanos();
      }
    }
  }

  private void decodeSegments() {
    SegmentDecoder decoder = new SegmentDecoder();
    Frame frame = new Frame();
    segments = new TcpSegment[FRAMES];
    for (int i = 0; i < FRAMES; i++) {
      wrap(i, frame);
      segments[i] = new TcpSegment();
      if (decoder.decode(frame, segments[i]) != Outcome.TCP) {
        throw new IllegalStateException("frame " + (i + 1) + " is no TCP segment");
      }
    }
  }

  /** Points a frame at one of those in memory, from 0. */
  void wrap(int index, Frame frame) {
    int length = offsets[index + 1] - offsets[index];
    frame.wrap(1, index + 1L, times[index], ETHERNET, bytes, offsets[index], length, length);
  }

  /** The frames in memory as a source. */
  CaptureSource source() {
    return new CaptureSource() {
      private int index;

      @Override
      public boolean next(Frame frame) {
        if (index == FRAMES) {
          return false;
        }
        wrap(index++, frame);
        return true;
      }

      @Override
      public CaptureInfo info() {
        return new CaptureInfo(1, "memory", "pcap", List.of("ETHERNET"), index, FRAMES, null, null);
      }

      @Override
      public void close() throws CaptureException {
        // nothing is open
      }
    };
  }
}
