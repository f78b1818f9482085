package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.capture.Inputs;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.filter.RedactingPacketSink;
import dev.hopscope.report.json.DecodeJsonWriter;
import dev.hopscope.report.text.DecodeTextWriter;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hopscope decode}: packets, one by one. */
@Command(
    name = "decode",
    description = "Print every MQTT packet, a line each; json and jsonl have every field.")
final class DecodeCommand implements Callable<Integer> {
  private final Context context;
  private final Analysis analysis;

  @Mixin private InputOptions input;
  @Mixin private OutputOptions output;
  @Mixin StacktraceOption common;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default), json (an array) or jsonl (one line a packet).")
  private Format format;

  DecodeCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    Inputs inputs = input.inputs(context);
    AnalyzerOptions options = input.analyzerOptions(inputs);
    return new Run(context, inputs, output.file())
        .call((out, progress) -> analysis.decode(inputs, options, sink(out), progress));
  }

  private PacketSink sink(OutputStream out) {
    int payloadBytes = input.payloadBytes();
    PacketSink sink =
        switch (format) {
          case TEXT ->
              new DecodeTextWriter(out, output.terminal(context, true), output.utc(), payloadBytes);
          case JSON -> DecodeJsonWriter.array(out, payloadBytes);
          case JSONL -> DecodeJsonWriter.lines(out, Version.text(), payloadBytes);
        };
    return output.redact() ? new RedactingPacketSink(sink, Redaction.ofThisRun()) : sink;
  }
}
