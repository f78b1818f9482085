package dev.hopscope.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hopscope interfaces}: where frames can be captured. */
@Command(
    name = "interfaces",
    description = "List the interfaces that sniff can capture on.",
    footer = {"", "Exit codes: 0 done, 4 there is no libpcap, or it cannot list interfaces."})
final class InterfacesCommand implements Callable<Integer> {
  private final Context context;

  @Spec private CommandSpec spec;
  @Mixin StacktraceOption common;

  InterfacesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return InterfaceTable.print(context, spec.commandLine().getOut());
  }
}
