package dev.hopscope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.OutsideCaptures;
import dev.hopscope.testkit.TimedFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample captures cut, with bytes changed, and with frames shuffled, lost or doubled: a whole
 * report every time. Each run damages them in a new way; a failure names the seed.
 */
class RobustnessTest {
  /** The same every time, so that a build says the same twice; -Dhopscope.fresh=true looks on. */
  private static final Random SEEDS =
      Boolean.getBoolean("hopscope.fresh") ? new Random() : new Random(20261121);

  /** More lines than this for a frame would be a loop. */
  private static final int LINES_PER_FRAME = 30;

  @TempDir Path folder;

  static List<Path> captures() throws IOException {
    try (Stream<Path> cases = Files.list(OutsideCaptures.projectRoot().resolve("sample-pcaps"))) {
      return cases
          .map(each -> each.resolve("capture.pcapng"))
          .filter(Files::exists)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void cutAnywhere(Path capture) throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    for (int i = 0; i <= 16; i++) {
      int length = (int) ((long) whole.length * i / 16) - (i % 3);
      expectReport(Arrays.copyOf(whole, Math.max(0, length)), "cut to " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void bytesChanged(Path capture) throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    for (int changes : new int[] {1, 3, 10, 30, 100, 300, 1000}) {
      long seed = SEEDS.nextLong();
      Random random = new Random(seed);
      byte[] changed = whole.clone();
      for (int i = 0; i < changes; i++) {
        // the first blocks stay, so that frames are reached
        int at = 200 + random.nextInt(changed.length - 200);
        changed[at] = (byte) random.nextInt();
      }
      expectReport(changed, changes + " bytes changed, seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void packetBytesChanged(Path capture) throws IOException {
    for (int changes : new int[] {1, 10, 100}) {
      long seed = SEEDS.nextLong();
      Random random = new Random(seed);
      CaptureBuilder builder = read(capture);
      for (int i = 0; i < changes; i++) {
        byte[] bytes = builder.timedFrames().get(random.nextInt(builder.size())).bytes();
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      expectReport(builder.pcapng(), changes + " bytes of frames changed, seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void framesShuffledLostAndDoubled(Path capture) throws IOException {
    for (int i = 0; i < 6; i++) {
      long seed = SEEDS.nextLong();
      Random random = new Random(seed);
      boolean shuffled = i % 2 == 0;
      CaptureBuilder builder = read(capture).edit(frames -> disturb(frames, shuffled, random));
      expectReport(builder.pcapng(), (shuffled ? "shuffled" : "thinned out") + ", seed " + seed);
    }
  }

  private static List<TimedFrame> disturb(
      List<TimedFrame> frames, boolean shuffled, Random random) {
    List<TimedFrame> result = new ArrayList<>();
    for (TimedFrame frame : frames) {
      for (int copies = (random.nextInt(12) + 6) / 8; copies > 0; copies--) {
        result.add(frame);
      }
    }
    if (shuffled) {
      Collections.shuffle(result, random);
    }
    return result;
  }

  private CaptureBuilder read(Path capture) throws CaptureException {
    CaptureBuilder builder = new CaptureBuilder();
    Frame frame = new Frame();
    try (CaptureSource source = CaptureFiles.open(capture, 1)) {
      while (source.next(frame)) {
        byte[] bytes =
            Arrays.copyOfRange(
                frame.data(), frame.offset(), frame.offset() + frame.capturedLength());
        builder.linkType(frame.linkType()).at(frame.timeNanos()).frame(bytes);
      }
    }
    return builder;
  }

  private void expectReport(byte[] capture, String damage) throws IOException {
    Path file = Files.write(folder.resolve("damaged.pcapng"), capture);
    ByteArrayOutputStream jsonl = new ByteArrayOutputStream();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      RunResult result =
          Analyzer.analyze(AnalyzerOptions.DEFAULT, new JsonlReportWriter(jsonl, "test"))
              .run(List.of(file), Progress.NONE);
      Terminal terminal = new Terminal(120, false, true);
      Analyzer.analyze(
              AnalyzerOptions.DEFAULT,
              new TextReportWriter(text, terminal, new TextOptions(false, 20, false)))
          .run(List.of(file), Progress.NONE);
      List<JsonNode> lines = JsonlChecks.check(jsonl.toString(UTF_8));
      assertThat((long) lines.size()).isLessThan(20 + LINES_PER_FRAME * result.frames());
      boolean opened =
          lines.stream().anyMatch(line -> line.path("kind").asText().equals("capture"));
      assertThat(text.toString(UTF_8))
          .contains(opened ? "Totals" : "")
          .doesNotContain("\u001b", "\u0000");
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(damage, e);
    }
  }
}
