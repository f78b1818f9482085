package dev.hopscope.cli;

import dev.hopscope.report.text.SafeText;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/**
 * What a command sees of the outside.
 *
 * @param stdout raw standard output: unlike {@code System.out} it tells when a write fails
 * @param stderr for messages
 * @param stdoutTerminal whether standard output is a terminal
 * @param stderrTerminal whether standard error is a terminal
 * @param columns width of the terminal, 0 if unknown
 * @param unicode whether the locale is UTF-8
 * @param environment the environment variables
 * @param stdin standard input
 */
record Context(
    OutputStream stdout,
    PrintWriter stderr,
    boolean stdoutTerminal,
    boolean stderrTerminal,
    int columns,
    boolean unicode,
    Map<String, String> environment,
    StandardInput stdin) {

  /** A context with nothing on standard input. */
  Context(
      OutputStream stdout,
      PrintWriter stderr,
      boolean stdoutTerminal,
      boolean stderrTerminal,
      int columns,
      boolean unicode,
      Map<String, String> environment) {
    this(
        stdout,
        stderr,
        stdoutTerminal,
        stderrTerminal,
        columns,
        unicode,
        environment,
        StandardInput.EMPTY);
  }

  /**
   * The context of the process. What Java cannot tell about terminals, the launcher tells in the
   * system properties {@code hopscope.stdout.columns}, {@code hopscope.stderr.terminal} and {@code
   * hopscope.stdin.terminal}.
   */
  static Context ofProcess(OutputStream stdout, PrintWriter stderr) {
    Integer columns = Integer.getInteger("hopscope.stdout.columns");
    String encoding = System.getProperty("native.encoding", "");
    return new Context(
        stdout,
        stderr,
        columns != null,
        Boolean.getBoolean("hopscope.stderr.terminal"),
        columns == null ? 0 : columns,
        encoding.toUpperCase(Locale.ROOT).startsWith("UTF"),
        System.getenv(),
        StandardInput.ofProcess());
  }

  /** Writes one line to standard error; nothing in it can move the cursor. */
  void message(String text) {
    stderr.println("hopscope: " + SafeText.escape(text, unicode).replace("\\\\", "\\"));
    stderr.flush();
  }
}
