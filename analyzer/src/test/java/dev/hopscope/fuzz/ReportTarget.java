package dev.hopscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.JsonlChecks;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.capture.CaptureBytes;
import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureSource;
import dev.hopscope.limits.Limit;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.filter.RedactingReportSink;
import dev.hopscope.report.filter.Redactor;
import dev.hopscope.report.json.DecodeJsonWriter;
import dev.hopscope.report.json.JsonReportWriter;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.text.DecodeTextWriter;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import dev.hopscope.testkit.Schemas;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;

/**
 * Whole runs over a capture, two in five with limits that nothing keeps to: each form of the report
 * is whole, says the same as the others, and holds no control character. Short captures, and one in
 * {@value #SCHEMA_EVERY} of the others, are checked against the schemas.
 */
final class ReportTarget {
  private static final int SCHEMA_EVERY = 16;
  private static final int SHORT = 1500;
  private static final int WIDTH = 80;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Terminal TERMINAL = new Terminal(WIDTH, false, true);

  /** Limits so low that everything is given up that can be. */
  private static final AnalyzerOptions TIGHT = limited(2, 400);

  private static final AnalyzerOptions TIGHTEST = limited(1, 1);

  private ReportTarget() {}

  private static AnalyzerOptions limited(int entries, int bytes) {
    AnalyzerOptions options = AnalyzerOptions.DEFAULT;
    for (Limit limit : Limit.values()) {
      options = options.withLimit(limit, limit.unit() == Limit.Unit.BYTES ? bytes : entries);
    }
    return options;
  }

  private static AnalyzerOptions options(byte[] file) {
    return switch (file.length % 5) {
      case 3 -> TIGHT;
      case 4 -> TIGHTEST;
      default -> AnalyzerOptions.DEFAULT;
    };
  }

  /** What is read of a capture is what {@code analyze} reports, whatever the bytes. */
  static void analyze(byte[] file) {
    if (!opens(file)) {
      return;
    }
    int kind = file.length == 0 ? 0 : file[file.length - 1] & 0xf;
    boolean schema = checksSchema(file);
    String jsonl = analysis(file, out -> new JsonlReportWriter(out, "fuzz"));
    JsonNode summary = lines(jsonl, schema);
    switch (kind & 3) {
      case 0 -> {
        String json = analysis(file, JsonReportWriter::new);
        JsonNode document = schema ? Schemas.document(Schemas.Format.ANALYZE, json) : tree(json);
        Expect.that(
            document.path("summary").path("packetsByType").equals(summary.path("packetsByType")),
            document.path("summary"),
            "as lines:",
            summary);
      }
      case 1 -> {
        boolean totals = (kind & 4) != 0;
        TextOptions options = new TextOptions((kind & 8) != 0, 3, totals);
        expectText(analysis(file, out -> new TextReportWriter(out, TERMINAL, options)));
      }
      case 2 -> {
        String redacted =
            analysis(
                file,
                out ->
                    new RedactingReportSink(
                        new JsonlReportWriter(out, "fuzz"), new Redactor(new byte[16])));
        JsonNode same = lines(redacted, schema);
        Expect.that(same.equals(summary), same, "in place of", summary);
      }
      default -> expectSamePackets(file, summary);
    }
  }

  /** The same of {@code decode}. */
  static void decode(byte[] file) {
    if (!opens(file)) {
      return;
    }
    String jsonl = decoding(file, out -> DecodeJsonWriter.lines(out, "fuzz", 256));
    if (checksSchema(file)) {
      Schemas.lines(Schemas.Format.DECODE_JSONL, jsonl);
    }
    long packets = jsonl.lines().map(ReportTarget::tree).filter(ReportTarget::isPacket).count();
    if (file.length % 2 == 0) {
      JsonNode array = tree(decoding(file, out -> DecodeJsonWriter.array(out, 256)));
      long same = 0;
      for (JsonNode each : array) {
        same += isPacket(each) ? 1 : 0;
      }
      Expect.that(same == packets, same, "in an array, as lines", packets);
    } else {
      expectText(decoding(file, out -> new DecodeTextWriter(out, TERMINAL, false, 256)));
    }
  }

  private static boolean checksSchema(byte[] file) {
    return file.length < SHORT || file.length % SCHEMA_EVERY == 0;
  }

  private static boolean isPacket(JsonNode line) {
    return line.path("kind").asText().equals("packet");
  }

  private static void expectSamePackets(byte[] file, JsonNode summary) {
    String jsonl = decoding(file, out -> DecodeJsonWriter.lines(out, "fuzz", 16));
    long packets = jsonl.lines().map(ReportTarget::tree).filter(ReportTarget::isPacket).count();
    long counted = 0;
    for (JsonNode each : summary.path("packetsByType")) {
      counted += each.asLong();
    }
    Expect.that(packets == counted, packets, "packets decoded and analyzed", counted);
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }

  /** Checks a report in lines and returns its summary. */
  private static JsonNode lines(String jsonl, boolean schema) {
    Expect.that(jsonl.endsWith("\n"), "cut:", jsonl);
    List<JsonNode> lines = jsonl.lines().map(ReportTarget::tree).toList();
    JsonNode summary = lines.get(lines.size() - 1);
    if (schema) {
      JsonlChecks.check(jsonl);
    } else {
      Expect.that(lines.get(0).path("kind").asText().equals("header"), "no header:", jsonl);
      Expect.that(summary.path("kind").asText().equals("summary"), "no summary:", jsonl);
      JsonlChecks.citations(lines);
    }
    long frames = 0;
    for (JsonNode line : lines) {
      if (line.path("kind").asText().equals("capture") && !line.path("partial").asBoolean()) {
        long skipped = 0;
        for (JsonNode each : line.path("skippedFrames")) {
          skipped += each.asLong();
        }
        frames = line.path("frames").asLong();
        Expect.that(skipped <= frames, skipped, "frames skipped, of", frames);
      }
    }
    Expect.that(frames > 0 || lines.size() <= 4, "without a frame:", jsonl);
    return summary;
  }

  private static void expectText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < 0x20 && c != '\n' || c >= 0x7f && c < 0xa0;
      Expect.that(!control, "control character", (int) c, "in:", text);
    }
    text.lines().forEach(line -> Expect.that(columns(line) <= WIDTH, "wide:", line));
  }

  // at least so many: a combining mark stands over the character before it
  private static long columns(String line) {
    return line.codePoints()
        .filter(each -> Character.getType(each) != Character.NON_SPACING_MARK)
        .filter(each -> Character.getType(each) != Character.ENCLOSING_MARK)
        .count();
  }

  private static String analysis(byte[] file, Function<OutputStream, ReportSink> sink) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run(file, Analyzer.analyze(options(file), sink.apply(out)));
    return out.toString(UTF_8);
  }

  private static String decoding(byte[] file, Function<OutputStream, PacketSink> sink) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run(file, Analyzer.decode(options(file), sink.apply(out)));
    return out.toString(UTF_8);
  }

  // What cannot be opened is CaptureTarget's affair.
  private static boolean opens(byte[] file) {
    try (CaptureSource source = CaptureBytes.open(file)) {
      return source.info().id() == 1;
    } catch (CaptureException e) {
      return false;
    }
  }

  private static void run(byte[] file, Analyzer analyzer) {
    try (CaptureSource source = CaptureBytes.open(file)) {
      RunResult result = analyzer.run(source, Progress.NONE);
      Expect.that(result.problems().size() <= 1, result.problems());
    } catch (CaptureException e) {
      throw new AssertionError(e);
    }
  }
}
