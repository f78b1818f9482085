package dev.hopscope.cli;

import dev.hopscope.report.table.ClientsReport;
import picocli.CommandLine.Command;

/** {@code hopscope clients}: what each client published and received. */
@Command(name = "clients", description = "Print a table: what each client published and received.")
final class ClientsCommand extends TableCommand {
  ClientsCommand(Context context, Analysis analysis) {
    super(context, analysis, ClientsReport::new);
  }
}
