package dev.hopscope.cli;

import dev.hopscope.report.table.ConnectionsReport;
import picocli.CommandLine.Command;

/** {@code hopscope connections}: TCP connections with round trip and retransmissions. */
@Command(
    name = "connections",
    description = "Print a table: TCP connections with round trip and retransmissions.")
final class ConnectionsCommand extends TableCommand {
  ConnectionsCommand(Context context, Analysis analysis) {
    super(context, analysis, ConnectionsReport::new);
  }
}
