package dev.hopscope.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.Map;

/**
 * Runs the commands as the launcher's archive shall know them: what is loaded here is in the
 * archive, and no longer has to be loaded at each start.
 */
final class Rehearsal {
  private static final String[][] COMMANDS = {
    {"analyze"},
    {"analyze", "--summary"},
    {"analyze", "--format", "json"},
    {"analyze", "--format", "jsonl"},
    {"analyze", "--format", "html"},
    {"decode"},
    {"decode", "--format", "jsonl"},
    {"topics"},
    {"clients"},
    {"connections"}
  };

  private Rehearsal() {}

  /** Runs every command over each capture named; the output goes nowhere. */
  public static void main(String[] args) {
    Context context =
        new Context(
            OutputStream.nullOutputStream(),
            new PrintWriter(Writer.nullWriter()),
            false,
            false,
            0,
            true,
            Map.of());
    for (String[] command : COMMANDS) {
      for (String capture : args) {
        String[] line = Arrays.copyOf(command, command.length + 1);
        line[command.length] = capture;
        Main.execute(context, new AnalysisRunner(new Interruption()), line);
      }
    }
  }
}
