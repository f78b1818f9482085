package dev.hopscope.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hopscope lab list}: the experiments that come with the command. */
@Command(
    name = "list",
    description = "List the experiments, and what each shows.",
    footer = {"", "Example: hopscope lab list"})
final class LabListCommand implements Callable<Integer> {
  private final Context context;

  @Mixin StacktraceOption common;

  LabListCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return LabRun.guarded(() -> new LabListing(context).print());
  }
}
