package dev.hopscope.report.table;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.Times;
import dev.hopscope.report.text.Durations;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of TCP connections: who, which version, how many packets, TCP round trip and
 * retransmissions, how it ended. Keeps a bounded number of rows and counts the rest; writes when
 * the summary comes.
 */
public final class ConnectionsReport implements ReportSink {
  private final TableOutput out;
  private final List<Row> rows = new ArrayList<>();
  private int others;

  /** A row. */
  record Row(
      int id,
      int capture,
      String client,
      String server,
      String clientId,
      String version,
      String transport,
      String proxiedClient,
      long packets,
      Double packetsPerSecond,
      Long durationNanos,
      Long roundTripNanos,
      long retransmittedSegments,
      long gaps,
      String end) {}

  /** Creates a table. */
  public ConnectionsReport(TableOutput out) {
    this.out = out;
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    if (connection.partial()) {
      return;
    }
    if (rows.size() == Rows.MAX_ROWS) {
      others++;
      return;
    }
    Long nanos =
        connection.firstTime() == null || connection.lastTime() == null
            ? null
            : Times.nanos(connection.lastTime()) - Times.nanos(connection.firstTime());
    rows.add(
        new Row(
            connection.id(),
            connection.capture(),
            connection.client(),
            connection.server(),
            connection.clientId(),
            connection.version(),
            connection.transport(),
            connection.proxiedClient(),
            connection.packets(),
            nanos == null || nanos <= 0
                ? null
                : Math.round(connection.packets() / (nanos / 1e9) * 1e3) / 1e3,
            nanos,
            connection.roundTripNanos(),
            connection.retransmittedSegments(),
            connection.gaps(),
            connection.end()));
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    out.write(new Connections());
  }

  private final class Connections implements TableOutput.Table {
    @Override
    public String name() {
      return "connections";
    }

    @Override
    public List<Row> rows() {
      return rows;
    }

    @Override
    public int others() {
      return others;
    }

    @Override
    public TextTable text(Terminal terminal) {
      TextTable table =
          new TextTable(
              terminal,
              0,
              List.of(
                  "id",
                  "<client",
                  "<server",
                  "<MQTT",
                  "packets",
                  "round trip",
                  "resent",
                  "per s",
                  "gaps",
                  "<end",
                  "duration"));
      for (Row row : rows) {
        table.row(
            List.of(
                Integer.toString(row.id()),
                client(row, terminal),
                row.server(),
                "tcp".equals(row.transport()) || row.proxiedClient() != null
                    ? row.version()
                    : row.transport(),
                Durations.number(row.packets()),
                Durations.text(row.roundTripNanos()),
                Durations.number(row.retransmittedSegments()),
                TableOutput.rate(row.packetsPerSecond()),
                Durations.number(row.gaps()),
                row.end() == null ? "-" : row.end(),
                Durations.text(row.durationNanos())));
      }
      return table;
    }

    private static String client(Row row, Terminal terminal) {
      boolean named = row.clientId() != null && !row.clientId().isEmpty();
      String name = named ? terminal.safe(row.clientId()) : row.client();
      return row.proxiedClient() == null ? name : name + " for " + row.proxiedClient();
    }
  }
}
