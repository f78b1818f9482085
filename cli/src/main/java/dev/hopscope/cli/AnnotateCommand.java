package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.RunResult;
import dev.hopscope.capture.CaptureAnnotator;
import dev.hopscope.capture.CaptureException;
import dev.hopscope.capture.CaptureFiles;
import dev.hopscope.capture.Inputs;
import dev.hopscope.report.comment.FrameComments;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hopscope annotate}: the same capture with a comment on each frame of a message. */
@Command(
    name = "annotate",
    description = {
      "Copy a capture and write on each frame what it is to which message, as comments that"
          + " Wireshark shows.",
      "The copy is pcapng; of a pcapng file all blocks are kept, and the frames are the same byte"
          + " for byte."
    },
    footer = {
      "",
      "Example: hopscope annotate broker.pcap -o annotated.pcapng",
      "In Wireshark: the column or filter frame.comment.",
      "Exit codes: 0 done, 2 bad usage, 3 the input is damaged or unreadable, 6 output cannot be"
          + " written."
    })
final class AnnotateCommand implements Callable<Integer> {
  private final Context context;
  private final Analysis analysis;

  @Spec private CommandSpec spec;
  @Mixin private InputOptions input;
  @Mixin StacktraceOption common;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write; - is standard output, for a pipe.")
  private Path file;

  @Option(
      names = "--link-wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "As in analyze (default: ${DEFAULT-VALUE}).")
  private BigDecimal linkWait;

  AnnotateCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    Inputs inputs = input.inputs(context);
    AnalyzerOptions base = input.analyzerOptions(inputs);
    long wait = input.nanos("--link-wait", linkWait);
    if (inputs.names().size() != 1 || Files.isDirectory(inputs.names().get(0))) {
      throw new ParameterException(
          spec.commandLine(),
          "annotate copies one file: give one, and for several run it once for each");
    }
    Path target = CaptureOutput.target(context, spec, inputs, file);
    FrameComments comments = new FrameComments();
    ProgressLine line =
        context.stderrTerminal() ? new ProgressLine(context.stderr(), System::nanoTime) : null;
    RunResult result =
        analysis.analyze(
            inputs,
            base.withLink(base.link().withWaitNanos(wait)),
            comments,
            new Run.Teller(context, line));
    if (line != null) {
      line.clear();
    }
    ExitCode exit = Run.problems(context, result);
    Path from = inputs.names().get(0);
    if (readable(from)) {
      exit =
          exit.or(CaptureOutput.write(context, target, inputs, out -> copy(from, comments, out)));
    }
    return exit.code();
  }

  /** Whether there is something to copy; why not was told by the analysis. */
  private static boolean readable(Path from) {
    try {
      return CaptureFiles.isCapture(from);
    } catch (CaptureException e) {
      return false;
    }
  }

  private ExitCode copy(Path from, FrameComments comments, OutputStream out) throws IOException {
    try {
      CaptureAnnotator.Outcome outcome =
          CaptureAnnotator.copy(from, comments::of, "hopscope " + Version.text(), out);
      if (outcome.withoutRoom() > 0) {
        context.message(
            from
                + ": "
                + outcome.withoutRoom()
                + " frames are in Simple Packet Blocks, which take no comment: convert it with"
                + " editcap first");
      }
      return ExitCode.OK;
    } catch (CaptureException e) {
      // told by the analysis, which read the same; all before it was copied
      return ExitCode.INPUT;
    }
  }
}
