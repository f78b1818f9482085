package dev.hopscope.cli;

import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one line on standard error and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Context context;

  Errors(Context context) {
    this.context = context;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    context.message(reason(failure) + "; try '" + command + " --help'");
    if (Arrays.asList(arguments).contains("--stacktrace")) {
      failure.printStackTrace(context.stderr());
    }
    context.stderr().flush();
    return ExitCode.USAGE.code();
  }

  private static String reason(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && failure.getCommandLine().getParent() == null) {
      return "no such command: " + unmatched.getUnmatched().get(0);
    }
    String message =
        failure
            .getMessage()
            .lines()
            .findFirst()
            .orElse("bad usage")
            .replace("to BigDecimal", "to a number");
    int javaWords = message.indexOf(" (java.");
    return javaWords < 0 ? message : message.substring(0, javaWords);
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult arguments) {
    return handle(failure, arguments.originalArgs().contains("--stacktrace"));
  }

  /** Tells of a failure that nothing else has dealt with. */
  int handle(Throwable failure, boolean stacktrace) {
    ExitCode exit = ExitCode.BUG;
    if (failure instanceof CommandFailure expected) {
      exit = expected.exitCode();
      context.message(expected.getMessage());
    } else if (failure instanceof OutOfMemoryError) {
      context.message(
          "out of memory: use --summary or --format jsonl, which need little, or give Java more"
              + " with HOPSCOPE_JAVA_OPTS=-Xmx4g");
    } else {
      String hint = stacktrace ? "" : "; run again with --stacktrace and report it";
      context.message("a bug in Hopscope: " + failure + place(failure) + hint);
    }
    if (stacktrace) {
      failure.printStackTrace(context.stderr());
      context.stderr().flush();
    }
    return exit.code();
  }

  private static String place(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }
}
