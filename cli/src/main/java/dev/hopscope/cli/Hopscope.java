package dev.hopscope.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself; the work is in its subcommands. */
@Command(
    name = "hopscope",
    description = "Shows what MQTT QoS really did on the wire, hop by hop.",
    versionProvider = Version.class,
    footer = {"", "Start with: hopscope analyze FILE"})
final class Hopscope implements Runnable {
  private static final int MAX_HELP_WIDTH = 100;
  private static final int DEFAULT_HELP_WIDTH = 80;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** The command line with every subcommand. */
  static CommandLine commandLine(Context context, Analysis analysis, Interruption interruption) {
    CommandLine line =
        new CommandLine(new Hopscope())
            .addSubcommand(new AnalyzeCommand(context, analysis))
            .addSubcommand(new DecodeCommand(context, analysis))
            .addSubcommand(new TopicsCommand(context, analysis))
            .addSubcommand(new ClientsCommand(context, analysis))
            .addSubcommand(new ConnectionsCommand(context, analysis))
            .addSubcommand(new ExtractCommand(context, analysis))
            .addSubcommand(new SniffCommand(context, analysis))
            .addSubcommand(new InterfacesCommand(context))
            .addSubcommand(new BrokerCommand(context, interruption))
            .addSubcommand(new CommandLine.HelpCommand());
    Errors errors = new Errors(context);
    line.setExecutionExceptionHandler(errors);
    line.setParameterExceptionHandler(errors);
    line.registerConverter(Format.class, new NameConverter<>(Format.values()));
    line.registerConverter(ReportFormat.class, new NameConverter<>(ReportFormat.values()));
    line.registerConverter(
        TableCommand.TableFormat.class, new NameConverter<>(TableCommand.TableFormat.values()));
    line.registerConverter(
        SniffCommand.LiveFormat.class, new NameConverter<>(SniffCommand.LiveFormat.values()));
    line.registerConverter(
        OutputOptions.When.class, new NameConverter<>(OutputOptions.When.values()));
    line.registerConverter(
        OutputOptions.Times.class, new NameConverter<>(OutputOptions.Times.values()));
    line.setAbbreviatedOptionsAllowed(false);
    line.setErr(context.stderr());
    boolean color =
        context.stdoutTerminal() && context.environment().getOrDefault("NO_COLOR", "").isEmpty();
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            color ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    int columns = context.columns() > 0 ? context.columns() : DEFAULT_HELP_WIDTH;
    line.setUsageHelpWidth(Math.max(60, Math.min(columns, MAX_HELP_WIDTH)));
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
