package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Samples;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file cut at every length gives its frames up to there, and says so unless one ends there. */
class CutCapturesTest {
  private static final int LARGE = 30_000;

  static Stream<Path> cases() throws IOException {
    return Samples.cases().map(folder -> folder.resolve("capture.pcapng"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pcapng(Path capture) throws IOException {
    cutEverywhere(Files.readAllBytes(capture));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void pcap(Path capture) throws IOException {
    CaptureBuilder builder = new CaptureBuilder();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureFiles.open(capture, 1)) {
      for (int frames = 0; frames < 12 && source.next(frame); frames++) {
        int end = frame.offset() + frame.capturedLength();
        builder.at(frame.timeNanos());
        builder.frame(Arrays.copyOfRange(frame.data(), frame.offset(), end));
      }
    }
    cutEverywhere(builder.pcap(ByteOrder.BIG_ENDIAN, false));
  }

  private static void cutEverywhere(byte[] whole) {
    List<Long> frames = new ArrayList<>();
    assertThat(read(whole, frames)).isNull();
    // of large ones every length near the start, and then some
    int step = 1;
    List<Long> before = new ArrayList<>();
    for (int length = 0; length < whole.length; length += step) {
      step = length > LARGE ? 97 : 1;
      List<Long> read = new ArrayList<>();
      String damage = read(Arrays.copyOf(whole, length), read);
      assertThat(read).isEqualTo(frames.subList(0, read.size()));
      assertThat(read.size()).isGreaterThanOrEqualTo(before.size());
      if (damage != null) {
        assertThat(damage).startsWith("input: ").doesNotContain("\n");
      }
      assertThat(damage != null || length > 0).isTrue();
      before = read;
    }
    assertThat(before.size()).isEqualTo(frames.size() - 1);
  }

  /** Reads the digests of the frames; returns what is said of damage, or null. */
  private static String read(byte[] file, List<Long> frames) {
    Frame frame = new Frame();
    try (CaptureSource source = CaptureBytes.open(file)) {
      while (source.next(frame)) {
        frames.add(Digest64.of(frame.data(), frame.offset(), frame.capturedLength()));
      }
      return null;
    } catch (CaptureException e) {
      return e.getMessage();
    }
  }
}
