package dev.hopscope.cli;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Extractor;
import dev.hopscope.RunResult;
import dev.hopscope.capture.Inputs;
import dev.hopscope.extract.Selection;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hopscope extract}: some messages or clients as a capture of their own. */
@Command(
    name = "extract",
    description = {
      "Copy the frames of some messages, or of some clients, to a pcapng file of their own.",
      "Several traces, clients or topics are alternatives; of different kinds all must fit."
          + " --client alone takes the client's whole connections, everything else takes messages."
    },
    footer = {
      "",
      "Example: hopscope extract broker.pcap --trace 12 -o bug.pcapng",
      "Exit codes: 0 done, 2 bad usage or nothing fits, 3 an input is damaged or unreadable, 6"
          + " output cannot be written."
    })
final class ExtractCommand implements Callable<Integer> {
  private final Context context;
  private final Analysis analysis;

  @Spec private CommandSpec spec;
  @Mixin private InputOptions input;
  @Mixin StacktraceOption common;

  @Option(
      names = "--trace",
      paramLabel = "N",
      split = ",",
      description = "Messages by the ids that analyze gives them with the same options.")
  private List<Integer> traces = List.of();

  @Option(
      names = "--client",
      paramLabel = "ID",
      description =
          "Alone: the connections of the client with this ClientID. With --trace or --topic: only"
              + " messages that it published or received.")
  private List<String> clients = List.of();

  @Option(
      names = "--topic",
      paramLabel = "FILTER",
      description = "Messages whose topic matches an MQTT topic filter, such as 'plant/+/#'.")
  private List<String> topics = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write; - is standard output, for a pipe.")
  private Path file;

  @Option(
      names = "--redact",
      description =
          "Replace payloads, topic levels, ClientIDs, user names and other text from packets by"
              + " others of the same length, passwords and everything that is not understood"
              + " altogether; checksums are made right. Addresses, ports and times stay.")
  private boolean redact;

  @Option(
      names = "--link-wait",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "As in analyze (default: ${DEFAULT-VALUE}).")
  private BigDecimal linkWait;

  ExtractCommand(Context context, Analysis analysis) {
    this.context = context;
    this.analysis = analysis;
  }

  @Override
  public Integer call() {
    Inputs inputs = input.inputs(context);
    AnalyzerOptions base = input.analyzerOptions(inputs);
    long wait = input.nanos("--link-wait", linkWait);
    Extractor extractor =
        analysis.extractor(base.withLink(base.link().withWaitNanos(wait)), selection());
    Path target = CaptureOutput.target(context, spec, inputs, file);
    ProgressLine line =
        context.stderrTerminal() ? new ProgressLine(context.stderr(), System::nanoTime) : null;
    RunResult result = extractor.choose(inputs, new Run.Teller(context, line));
    if (line != null) {
      line.clear();
    }
    ExitCode exit = Run.problems(context, result);
    return exit.or(outcome(extractor, inputs, target, exit)).code();
  }

  private Selection selection() {
    if (traces.isEmpty() && clients.isEmpty() && topics.isEmpty()) {
      throw bad("nothing is asked for: give --trace, --client or --topic");
    }
    Set<Integer> ids = new LinkedHashSet<>(traces);
    for (int id : ids) {
      if (id < 1) {
        throw bad("--trace " + id + " cannot be: traces count from 1");
      }
    }
    try {
      return new Selection(ids, new LinkedHashSet<>(clients), topics);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--topic " + e.getMessage(), e);
    }
  }

  private ExitCode outcome(Extractor extractor, Inputs inputs, Path target, ExitCode read) {
    if (extractor.stopped()) {
      context.message("stopped: nothing was written; run it again");
      return ExitCode.OUTPUT;
    }
    if (extractor.chooser().isEmpty()) {
      context.message("nothing fits, and nothing was written: " + extractor.chooser().offer());
      return read == ExitCode.OK ? ExitCode.USAGE : read;
    }
    if (extractor.different() > 0) {
      context.message(
          extractor.different()
              + " of the messages chosen look different without the rest of the capture, on which"
              + " their links or outcomes depend: tell what analyze says of them in the whole");
    }
    return write(extractor, inputs, target);
  }

  private ExitCode write(Extractor extractor, Inputs inputs, Path target) {
    return CaptureOutput.write(
        context,
        target,
        inputs,
        out -> {
          byte[] key = redact ? Redaction.key() : null;
          long written = extractor.write(inputs, key, "hopscope " + Version.text(), out);
          if (written < extractor.frames().size()) {
            context.message(
                "an input has changed while it was read: frames are missing; run it again");
            return ExitCode.INPUT;
          }
          return ExitCode.OK;
        });
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
