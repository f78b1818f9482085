package dev.hopscope.cli;

import dev.hopscope.lab.run.CaptureMode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code hopscope lab run}: the options. The work is in {@link LabRun}, since every command line
 * loads this class, and the launcher puts the lab's libraries on the class path for this command
 * only.
 */
@Command(
    name = "run",
    description = {
      "Run experiments: start a broker, let clients talk to it, capture, analyze, compare.",
      "One table tells which passed, and why others did not."
    },
    footer = {
      "",
      "Example: hopscope lab run article --out results",
      "Exit codes: 0 all passed, 1 one failed, 2 bad usage or a bad experiment, 3 an experiment"
          + " cannot be read or the broker not be reached, 4 --capture libpcap is not possible, 6 output cannot be written."
    })
final class LabRunCommand implements Callable<Integer> {
  private final Context context;
  private final Interruption interruption;

  @Spec private CommandSpec spec;
  @Mixin StacktraceOption common;

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "0..*",
      description = "Experiments of 'hopscope lab list', or YAML files.")
  List<String> names = List.of();

  @Option(names = "--all", description = "All experiments of 'hopscope lab list'.")
  boolean all;

  @Option(
      names = "--broker",
      paramLabel = "HOST:PORT",
      description =
          "Use this broker instead of the reference broker; what needs control of it is skipped.")
  String broker;

  @Option(
      names = "--capture",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "libpcap, proxy (the lab's proxy writes the file; needs no privilege), or auto (libpcap"
              + " where that is permitted; default).")
  CaptureMode capture;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Keep capture, report, ladders and the broker's events, a folder an experiment.")
  Path out;

  LabRunCommand(Context context, Interruption interruption) {
    this.context = context;
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    if (all == !names.isEmpty()) {
      throw bad(
          all
              ? "--all and names: give one of them"
              : "no experiment given: name one of 'hopscope lab list', a file, or --all");
    }
    return LabRun.guarded(() -> new LabRun(context, interruption, this).call());
  }

  /** Bad usage. */
  ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
