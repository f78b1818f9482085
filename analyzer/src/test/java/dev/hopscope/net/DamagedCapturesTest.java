package dev.hopscope.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.testkit.OutsideCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading and decoding of captures with random bytes changed. */
final class DamagedCapturesTest {
  @TempDir Path folder;

  @Test
  void damagedFilesGiveFramesOrOneLineAndNothingElse() throws IOException {
    Random random = new Random(20_261_121);
    Path file = folder.resolve("damaged");
    long segments = 0;
    for (Path original : OutsideCaptures.all()) {
      byte[] bytes = Files.readAllBytes(original);
      for (int round = 0; round < 20; round++) {
        byte[] damaged = bytes.clone();
        for (int flips = 1 + random.nextInt(20); flips > 0; flips--) {
          // Half of them near the start, where headers are.
          int bound = random.nextBoolean() ? Math.min(400, damaged.length) : damaged.length;
          damaged[random.nextInt(bound)] = (byte) random.nextInt();
        }
        segments += decodeAll(Files.write(file, damaged));
      }
    }
    assertThat(segments).isPositive();
  }

  private static long decodeAll(Path file) {
    long segments = 0;
    Frame frame = new Frame();
    TcpSegment segment = new TcpSegment();
    SegmentDecoder decoder = new SegmentDecoder();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        if (decoder.decode(frame, segment) == Outcome.TCP) {
          segments++;
          assertThat(segment.checksum()).isNotNull();
          assertThat(segment.length()).isBetween(0, segment.wireLength());
          assertThat(segment.offset()).isNotNegative();
          assertThat(segment.offset() + segment.length())
              .isLessThanOrEqualTo(frame.offset() + frame.capturedLength());
        }
      }
    } catch (CaptureException e) {
      assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
    }
    return segments;
  }
}
