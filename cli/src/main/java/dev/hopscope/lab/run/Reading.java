package dev.hopscope.lab.run;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.RunResult;
import dev.hopscope.lab.LabException;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.TeeReportSink;
import dev.hopscope.report.json.JsonlReportWriter;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the analyzer makes of a capture, and the files of it. */
final class Reading {
  private static final int FILE_WIDTH = 100;
  private static final TextOptions TEXT =
      new TextOptions(false, TextOptions.DEFAULT_MAX_TRACES, false);

  private final List<DecodedPacket> packets = new ArrayList<>();
  private final ByteArrayOutputStream ladders = new ByteArrayOutputStream();
  private final QosChanges changes;

  private Reading(LabOptions options) {
    changes = new QosChanges(options.terminal().unicode());
  }

  /**
   * Reads a capture.
   *
   * @param expectations takes the report too
   * @param folder where to write the report and the ladders, null for nowhere
   */
  static Reading of(Path capture, LabOptions options, ReportSink expectations, Path folder) {
    Reading reading = new Reading(options);
    try {
      reading.decode(capture);
      if (folder == null) {
        reading.analyze(capture, options, List.of(expectations));
        return reading;
      }
      try (OutputStream report = open(folder.resolve("report.jsonl"));
          OutputStream ladder = open(folder.resolve("ladder.txt"))) {
        reading.analyze(
            capture,
            options,
            List.of(
                expectations,
                new JsonlReportWriter(report, options.version()),
                text(ladder, new Terminal(FILE_WIDTH, false, true), TEXT)));
      }
    } catch (IOException e) {
      throw new LabException(folder + ": cannot be written (" + e.getMessage() + ")", e);
    }
    return reading;
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file));
  }

  private static ReportSink text(OutputStream out, Terminal terminal, TextOptions how) {
    return new TextReportWriter(out, terminal, how);
  }

  private void decode(Path capture) {
    PacketSink sink =
        new PacketSink() {
          @Override
          public void packet(DecodedPacket packet) {
            packets.add(packet);
          }

          @Override
          public void gap(ReportModel.Gap gap) {
            // the packets that it hides are missed by those who compare
          }

          @Override
          public void end() {
            // all packets are there
          }
        };
    whole(Analyzer.decode(AnalyzerOptions.DEFAULT, sink).run(List.of(capture), Progress.NONE));
  }

  private void analyze(Path capture, LabOptions options, List<ReportSink> more) {
    List<ReportSink> sinks = new ArrayList<>(more);
    sinks.add(text(ladders, options.terminal(), TEXT.withoutTotals()));
    sinks.add(changes);
    whole(
        Analyzer.analyze(AnalyzerOptions.DEFAULT, new TeeReportSink(sinks))
            .run(List.of(capture), Progress.NONE));
  }

  private static void whole(RunResult result) {
    if (!result.problems().isEmpty()) {
      throw new LabException(String.join("; ", result.problems()));
    }
  }

  /** All packets, in order. */
  List<DecodedPacket> packets() {
    return packets;
  }

  /** The report as text. */
  String ladders() {
    return ladders.toString(StandardCharsets.UTF_8);
  }

  /** At which QoS messages came and went. */
  String deliveries() {
    return changes.toString();
  }
}
