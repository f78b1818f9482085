package dev.hopscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hopscope lab}: its subcommands. */
@Command(
    name = "lab",
    description = "Run experiments with real clients and a broker, and analyze what they send.",
    footer = {"", "Start with: hopscope lab run article"})
final class LabCommand implements Runnable {
  @Spec private CommandSpec spec;
  @CommandLine.Mixin StacktraceOption common;

  /** The command with its subcommands. */
  static CommandLine commandLine(Context context, Interruption interruption) {
    return new CommandLine(new LabCommand())
        .addSubcommand(new LabListCommand(context))
        .addSubcommand(new LabRunCommand(context, interruption));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given: list or run");
  }
}
