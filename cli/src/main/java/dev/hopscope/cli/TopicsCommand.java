package dev.hopscope.cli;

import dev.hopscope.report.table.TopicsReport;
import picocli.CommandLine.Command;

/** {@code hopscope topics}: messages, rates and latency by topic. */
@Command(name = "topics", description = "Print a table: messages, rates and latency by topic.")
final class TopicsCommand extends TableCommand {
  TopicsCommand(Context context, Analysis analysis) {
    super(context, analysis, TopicsReport::new);
  }
}
