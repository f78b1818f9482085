package dev.hopscope.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.Tshark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CaptureAnnotatorTest {
  private static final byte[] DATA = {1, 2, 3, 4, 5};

  @TempDir private Path folder;

  static Stream<Path> captures() throws IOException {
    return Stream.concat(
        Samples.cases().map(each -> each.resolve("capture.pcapng")),
        OutsideCaptures.present().stream());
  }

  /** All of a frame that a reader tells. */
  private record Told(
      long number, long nanos, int linkType, int original, int snapLength, String bytes) {
    static Told of(Frame frame) {
      byte[] bytes =
          Arrays.copyOfRange(frame.data(), frame.offset(), frame.offset() + frame.capturedLength());
      return new Told(
          frame.number(),
          frame.timeNanos(),
          frame.linkType(),
          frame.originalLength(),
          frame.captureInterface().snapLength(),
          Arrays.toString(bytes));
    }
  }

  private static List<Told> frames(Path file) throws CaptureException {
    List<Told> all = new ArrayList<>();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      while (source.next(frame)) {
        all.add(Told.of(frame));
      }
    } catch (CaptureException e) {
      all.add(null); // damaged here
    }
    return all;
  }

  private static List<String> twoEachThird(long frame) {
    return frame % 3 == 0 ? List.of("first of " + frame, "and ü") : List.of();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void framesAreTheSame(Path capture) throws IOException {
    Path copy = folder.resolve("copy.pcapng");
    List<Told> before = frames(capture);
    boolean damaged = before.remove(null);
    try (var out = Files.newOutputStream(copy)) {
      CaptureAnnotator.copy(capture, CaptureAnnotatorTest::twoEachThird, "test", out);
      assertThat(damaged).isFalse();
    } catch (CaptureException e) {
      assertThat(damaged).isTrue();
    }
    if (!before.isEmpty()) {
      assertThat(frames(copy)).isEqualTo(before);
    }
  }

  @Test
  void tsharkShowsTheComments() throws Exception {
    Tshark.assumeInstalled();
    Path copy = folder.resolve("copy.pcapng");
    try (var out = Files.newOutputStream(copy)) {
      CaptureAnnotator.copy(
          Samples.capture("qos1-to-qos1"), CaptureAnnotatorTest::twoEachThird, "test", out);
    }
    String shown =
        Tshark.read(
            copy,
            "-Y",
            "frame.comment",
            "-T",
            "fields",
            "-e",
            "frame.number",
            "-e",
            "frame.comment");
    List<String> wanted =
        frames(copy).stream()
            .map(Told::number)
            .filter(number -> number % 3 == 0)
            .map(number -> number + "\tfirst of " + number + ",and ü")
            .toList();
    assertThat(wanted).isNotEmpty();
    assertThat(shown.lines()).isEqualTo(wanted);
  }

  /** A file with blocks of all kinds, in either byte order. */
  private static ByteBuffer file(boolean bigEndian, byte[] packetOptions, long sectionLength) {
    ByteBuffer out =
        ByteBuffer.allocate(4096).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    block(
        out,
        0x0a0d0d0a,
        b -> b.putInt(0x1a2b3c4d).putInt(bigEndian ? 1 << 16 : 1).putLong(sectionLength));
    block(out, 1, b -> b.putInt(bigEndian ? 1 << 16 : 1).putInt(65_535));
    block(out, 4, b -> b.put(new byte[] {0, 1, 2, 3, 4, 5, 6, 7}));
    block(out, 6, b -> packet(b.putInt(0)).put(packetOptions));
    block(out, 3, b -> b.putInt(5).put(Arrays.copyOf(DATA, 8)));
    block(out, 2, b -> packet(b.putInt(0)).put(packetOptions));
    block(out, 0xbad, b -> b.putInt(77));
    block(out, 5, b -> b.putInt(0).putLong(7));
    return out;
  }

  private static ByteBuffer packet(ByteBuffer block) {
    return block.putLong(9).putInt(5).putInt(5).put(Arrays.copyOf(DATA, 8));
  }

  private static void block(
      ByteBuffer out, int type, java.util.function.Consumer<ByteBuffer> body) {
    int from = out.position();
    out.putInt(type).putInt(0);
    body.accept(out);
    int length = out.position() - from + 4;
    out.putInt(length).putInt(from + 4, length);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] all = new byte[buffer.flip().remaining()];
    buffer.get(all);
    return all;
  }

  private static byte[] option(boolean bigEndian, int code, String text, boolean last) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(4 + (value.length + 3 & ~3) + (last ? 4 : 0))
            .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return out.putShort((short) code).putShort((short) value.length).put(value).array();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void allOtherBlocksAndOptionsStay(boolean bigEndian) throws IOException {
    Path original = folder.resolve("original.pcapng");
    byte[] existing = option(bigEndian, 2, "flag", true);
    Files.write(original, bytes(file(bigEndian, existing, 1234)));
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    CaptureAnnotator.Outcome outcome =
        CaptureAnnotator.copy(original, frame -> List.of("hello"), "test", copy);
    assertThat(outcome).isEqualTo(new CaptureAnnotator.Outcome(2, 1));

    byte[] kept = option(bigEndian, 2, "flag", false);
    byte[] comment = option(bigEndian, 1, "hello", true);
    byte[] both = Arrays.copyOf(kept, kept.length + comment.length);
    System.arraycopy(comment, 0, both, kept.length, comment.length);
    assertThat(copy.toByteArray()).isEqualTo(bytes(file(bigEndian, both, -1)));
  }

  @Test
  void optionsThatRunPastTheirBlockAreLeftOut() throws IOException {
    Path original = folder.resolve("original.pcapng");
    byte[] damaged = option(false, 2, "flag", true);
    damaged[2] = 99;
    Files.write(original, bytes(file(false, damaged, -1)));
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    CaptureAnnotator.copy(original, frame -> List.of("hello"), "test", copy);
    assertThat(copy.toByteArray())
        .isEqualTo(bytes(file(false, option(false, 1, "hello", true), -1)));
  }

  @Test
  void whereTheOutputFailsThatIsTold() {
    assertThatThrownBy(
            () ->
                CaptureAnnotator.copy(
                    Samples.capture("qos1-to-qos1"),
                    frame -> List.of(),
                    "test",
                    new java.io.OutputStream() {
                      @Override
                      public void write(int one) throws IOException {
                        throw new IOException("full");
                      }
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("full");
  }
}
