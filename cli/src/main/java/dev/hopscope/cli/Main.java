package dev.hopscope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the {@code hopscope} process starts. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // not System.out, which hides that a write failed
    FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    FileOutputStream stderr = new FileOutputStream(FileDescriptor.err);
    PrintWriter messages =
        new PrintWriter(new OutputStreamWriter(stderr, StandardCharsets.UTF_8), true);
    Interruption interruption = new Interruption();
    interruption.install();
    int exit = run(Context.ofProcess(stdout, messages), interruption, args);
    interruption.finished(exit);
    System.exit(exit);
  }

  private static int run(Context context, Interruption interruption, String[] args) {
    try {
      return execute(context, new AnalysisRunner(interruption), interruption, args);
    } catch (Error e) {
      return new Errors(context).handle(e, Arrays.asList(args).contains("--stacktrace"));
    }
  }

  /** Runs a command in this process. */
  static int execute(Context context, Analysis analysis, String... args) {
    return execute(context, analysis, new Interruption(), args);
  }

  private static int execute(
      Context context, Analysis analysis, Interruption interruption, String... args) {
    PrintWriter help =
        new PrintWriter(new OutputStreamWriter(context.stdout(), StandardCharsets.UTF_8));
    int exit = Hopscope.commandLine(context, analysis, interruption).setOut(help).execute(args);
    help.flush();
    return exit;
  }
}
