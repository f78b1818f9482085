package dev.hopscope.cli;

import dev.hopscope.capture.Inputs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the commands share that read captures, and then once more to write one. */
final class CaptureOutput {
  /** Writes a capture. */
  @FunctionalInterface
  interface Copy {
    /** Writes all of it; what became of that. */
    ExitCode to(OutputStream out) throws IOException;
  }

  private static final String STANDARD_OUTPUT = "-";

  private CaptureOutput() {}

  /**
   * Where to write, null for standard output; nothing is opened yet.
   *
   * @param file as it was given, {@code -} for standard output
   */
  static Path target(Context context, CommandSpec spec, Inputs inputs, Path file) {
    if (!inputs.repeatable()) {
      throw bad(
          spec,
          "standard input or a pipe is read once, and "
              + spec.name()
              + " reads several times: save it");
    }
    if (!file.toString().equals(STANDARD_OUTPUT)) {
      Output.check(file, inputs);
      return file;
    }
    if (context.stdoutTerminal()) {
      throw bad(
          spec, "-o - would write a capture to the terminal: give a file, or a pipe behind it");
    }
    return null;
  }

  private static ParameterException bad(CommandSpec spec, String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Opens the target and has a capture written to it. */
  static ExitCode write(Context context, Path target, Inputs inputs, Copy copy) {
    Output out = Output.open(context, target, inputs, () -> {});
    try {
      ExitCode exit = copy.to(out.stream());
      out.close();
      return exit;
    } catch (IOException | RuntimeException e) {
      ExitCode failed = out.failed(context, e);
      if (failed == null) {
        throw e instanceof RuntimeException unexpected ? unexpected : new IllegalStateException(e);
      }
      return failed;
    }
  }
}
