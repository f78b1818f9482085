package dev.hopscope.cli;

import dev.hopscope.report.text.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where output goes and how it looks; every command has these. */
final class OutputOptions {
  /** When to use colours. */
  enum When {
    AUTO,
    ALWAYS,
    NEVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How times are shown. */
  enum Times {
    RELATIVE,
    UTC;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int DEFAULT_WIDTH = 80;
  private static final int WIDEST = 10_000;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write to FILE, directly and from its start, instead of standard output.")
  private Path file;

  @Option(
      names = "--time",
      paramLabel = "HOW",
      defaultValue = "relative",
      description =
          "In text and pages: relative (from the start of the capture, in text in microseconds;"
              + " default) or utc (time of day).")
  private Times times;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private Integer width;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto (on a terminal, unless NO_COLOR is set; default), always or never.")
  private When color;

  @Option(
      names = "--redact",
      description =
          "Replace topic levels, user names, ClientIDs and other text from packets by pseudonyms"
              + " that hold for this run, payloads by their length.")
  private boolean redact;

  @Option(
      names = "--width",
      paramLabel = "COLUMNS",
      description = "Width of text (default: that of the terminal, else 80; 60 to 10000).")
  void width(int columns) {
    if (columns < Terminal.MIN_WIDTH || columns > WIDEST) {
      throw new ParameterException(
          spec.commandLine(),
          "--width " + columns + " cannot be: give " + Terminal.MIN_WIDTH + " to " + WIDEST);
    }
    width = columns;
  }

  Path file() {
    return file;
  }

  boolean utc() {
    return times == Times.UTC;
  }

  boolean redact() {
    return redact;
  }

  /**
   * What text is written for.
   *
   * @param unlimited whether lines may be as long as they are where nobody has said how wide the
   *     output is
   */
  Terminal terminal(Context context, boolean unlimited) {
    boolean screen = file == null && context.stdoutTerminal();
    boolean plain =
        !context.environment().getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(context.environment().get("TERM"));
    boolean colored = color == When.ALWAYS || color == When.AUTO && screen && !plain;
    int columns;
    if (width != null) {
      columns = width;
    } else if (screen && context.columns() > 0) {
      columns = context.columns();
    } else {
      columns = !screen && unlimited ? Integer.MAX_VALUE : DEFAULT_WIDTH;
    }
    return new Terminal(columns, colored, context.unicode());
  }
}
