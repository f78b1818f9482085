package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.capture.Frame;
import dev.hopscope.capture.PcapngWriter;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.testkit.Samples;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A capture cut into the files of a ring gives the report of the whole one. */
final class RingReportTest {
  private record Captured(long nanos, int linkType, ByteBuffer bytes, int original) {}

  @TempDir Path folder;

  private static List<Captured> frames(Path file) throws IOException {
    List<Captured> frames = new ArrayList<>();
    try (CaptureSource source = CaptureFiles.open(file, 1)) {
      Frame frame = new Frame();
      while (source.next(frame)) {
        byte[] bytes = new byte[frame.capturedLength()];
        System.arraycopy(frame.data(), frame.offset(), bytes, 0, bytes.length);
        frames.add(
            new Captured(
                frame.timeNanos(),
                frame.linkType(),
                ByteBuffer.wrap(bytes),
                frame.originalLength()));
      }
    }
    return frames;
  }

  private static void write(Path file, List<Captured> frames) throws IOException {
    try (PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file))) {
      int id = writer.addInterface(frames.get(0).linkType(), 262_144);
      for (Captured each : frames) {
        byte[] bytes = each.bytes().array();
        writer.write(id, each.nanos(), bytes, 0, bytes.length, each.original());
      }
    }
  }

  /** The report of a folder, with frames counted over all files and without the captures. */
  private static List<String> report(Path input, List<Integer> starts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunResult result =
        Analyzer.analyze(AnalyzerOptions.DEFAULT, new JsonlReportWriter(out, "test"))
            .run(List.of(input), Progress.NONE);
    assertThat(result.problems()).isEmpty();
    List<String> lines = new ArrayList<>();
    String text = out.toString(StandardCharsets.UTF_8);
    for (JsonNode line : Schemas.lines(Schemas.Format.ANALYZE_JSONL, text)) {
      if (!line.path("kind").asText().equals("capture")) {
        count(line, starts);
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private static void count(JsonNode node, List<Integer> starts) {
    if (node instanceof ObjectNode object && object.path("capture").isInt()) {
      int start = starts.get(object.path("capture").asInt() - 1);
      object.put("capture", 1);
      if (object.has("frame")) {
        object.put("frame", start + object.path("frame").asInt());
      }
      if (object.get("frames") instanceof ArrayNode frames) {
        for (int i = 0; i < frames.size(); i++) {
          frames.set(i, start + frames.get(i).asInt());
        }
      }
    }
    node.forEach(child -> count(child, starts));
  }

  private List<String> ring(List<Captured> frames, int... cuts) throws IOException {
    Path ring = Files.createTempDirectory(folder, "ring");
    List<Integer> starts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      int to = i < cuts.length ? cuts[i] : frames.size();
      String name = String.format("x_%05d_20240101120000.pcapng", i + 1);
      write(ring.resolve(name), frames.subList(from, to));
      starts.add(from);
      from = to;
    }
    return report(ring, starts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qos2-to-qos2", "qos2-reconnect", "steady-one-lost", "two-brokers"})
  void wherever(String sample) throws IOException {
    List<Captured> frames = frames(Samples.capture(sample));
    List<String> whole = ring(frames);
    // a cut at every frame of a short one, at some of a long one
    int step = Math.max(1, frames.size() / 60);
    for (int cut = 1; cut < frames.size(); cut += step) {
      assertThat(ring(frames, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
    int third = frames.size() / 3;
    assertThat(ring(frames, third, third + 1, 2 * third)).isEqualTo(whole);
    int[] each = new int[Math.min(400, frames.size() - 1)];
    for (int i = 0; i < each.length; i++) {
      each[i] = i + 1;
    }
    assertThat(ring(frames, each)).isEqualTo(whole);
  }
}
