package dev.hopscope.cli;

import dev.hopscope.capture.live.LiveOptions;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is captured live. */
final class CaptureOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-i", "--interface"},
      paramLabel = "NAME",
      description = "The interface, or any; 'hopscope interfaces' lists them.")
  private String device;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "BPF",
      description =
          "A capture filter as tcpdump has it (default: 'tcp or (vlan and tcp)' on Ethernet, 'tcp'"
              + " elsewhere). May also stand behind the options.")
  private String filter;

  @Parameters(paramLabel = "BPF", arity = "0..*", description = "The capture filter in words.")
  private List<String> words = List.of();

  @Option(
      names = {"-s", "--snaplen"},
      paramLabel = "BYTES",
      defaultValue = "0",
      description = "Capture at most so much of a frame (default: 262144; less hides payloads).")
  private int snapLength;

  @Option(
      names = {"-B", "--buffer-size"},
      paramLabel = "MIB",
      defaultValue = "64",
      description = "What the kernel holds until it is read (default: ${DEFAULT-VALUE} MiB).")
  private int buffer;

  @Option(
      names = {"-p", "--no-promiscuous-mode"},
      description = "Do not ask the interface for frames that are for others.")
  private boolean notPromiscuous;

  @Option(
      names = "--immediate",
      description =
          "Have the kernel hand over every frame at once instead of many within 0.1 s. Costs more,"
              + " and the buffer then holds far fewer frames.")
  private boolean immediate;

  @Option(
      names = {"-Z", "--user"},
      paramLabel = "USER",
      description =
          "Started as root: become USER for good once the interface is open, before anything is"
              + " written.")
  private String user;

  /** The user to become, or null. */
  String user() {
    return user;
  }

  /** What to capture; what makes no sense is bad usage. */
  LiveOptions live() {
    if (device == null) {
      throw bad("no interface given: name one with -i; 'hopscope interfaces' lists them");
    }
    if (filter != null && !words.isEmpty()) {
      throw bad("the filter is given with -f and behind the options: give it once");
    }
    if (snapLength < 0 || snapLength > LiveOptions.MAX_SNAP_LENGTH) {
      throw bad("-s " + snapLength + " cannot be: give 1 to " + LiveOptions.MAX_SNAP_LENGTH);
    }
    if (buffer < 1 || buffer > LiveOptions.MAX_BUFFER_MEBIBYTES) {
      throw bad("-B " + buffer + " cannot be: give 1 to " + LiveOptions.MAX_BUFFER_MEBIBYTES);
    }
    return new LiveOptions(
        device,
        words.isEmpty() ? filter : String.join(" ", words),
        snapLength == 0 ? LiveOptions.MAX_SNAP_LENGTH : snapLength,
        buffer,
        !notPromiscuous,
        immediate);
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
