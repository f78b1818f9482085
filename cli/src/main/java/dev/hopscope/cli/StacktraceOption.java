package dev.hopscope.cli;

import picocli.CommandLine.Option;

/** What every command has besides its own options. */
final class StacktraceOption {
  @Option(names = "--stacktrace", description = "Print a stack trace with an error.")
  boolean stacktrace;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;
}
