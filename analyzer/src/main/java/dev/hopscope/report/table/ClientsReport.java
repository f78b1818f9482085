package dev.hopscope.report.table;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.text.Durations;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A table of clients: what each published and received, how long its handshakes took, how late its
 * deliveries were. Keeps a bounded number of rows and counts the rest; writes when the summary
 * comes.
 */
public final class ClientsReport implements ReportSink {
  private final TableOutput out;
  private final Span span = new Span();
  private final Rows<Key, Tally> rows = new Rows<>(Tally::new);

  /** A client: a ClientID at a broker is a session, and one without a ClientID is alone. */
  private record Key(String clientId, int session) {
    static Key of(String clientId, int session) {
      return new Key(clientId, clientId == null ? session : 0);
    }
  }

  private static final class Tally {
    private long connections;
    private long published;
    private long received;
    private long retransmissions;
    private long notComplete;
    private final LatencyTally publish = new LatencyTally();
    private final LatencyTally latency = new LatencyTally();
  }

  /** A row; the ClientID is null where it was never seen. */
  record Row(
      String clientId,
      long connections,
      long published,
      Double publishedPerSecond,
      long received,
      Double receivedPerSecond,
      long retransmissions,
      long notComplete,
      ReportModel.Percentiles publishNanos,
      ReportModel.Percentiles latencyNanos) {}

  /** Creates a table. */
  public ClientsReport(TableOutput out) {
    this.out = out;
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    span.capture(capture);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    if (connection.partial() || connection.session() == null) {
      return;
    }
    Tally row = rows.row(Key.of(connection.clientId(), connection.session()));
    if (row != null) {
      row.connections++;
    }
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    Tally row = rows.row(Key.of(flow.clientId(), flow.session()));
    if (row == null) {
      return;
    }
    row.retransmissions += flow.retransmissions();
    row.notComplete += flow.outcome().equals("complete") ? 0 : 1;
    if (flow.hop().equals("publish")) {
      row.published++;
      row.publish.add(flow.steps().size() > 1 ? flow.durationNanos() : null);
    } else {
      row.received++;
    }
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    trace.deliveries().forEach(this::count);
  }

  private void count(ReportModel.Delivery delivery) {
    Tally row = rows.row(Key.of(delivery.clientId(), delivery.session()));
    if (row != null) {
      row.latency.add(delivery);
    }
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    out.write(new Clients());
  }

  private final class Clients implements TableOutput.Table {
    @Override
    public String name() {
      return "clients";
    }

    @Override
    public List<Row> rows() {
      return rows.all().entrySet().stream()
          .map(this::row)
          .sorted(
              Comparator.comparingLong((Row row) -> row.published() + row.received()).reversed())
          .toList();
    }

    private Row row(Map.Entry<Key, Tally> entry) {
      Tally tally = entry.getValue();
      return new Row(
          entry.getKey().clientId(),
          tally.connections,
          tally.published,
          span.perSecond(tally.published),
          tally.received,
          span.perSecond(tally.received),
          tally.retransmissions,
          tally.notComplete,
          tally.publish.percentiles(),
          tally.latency.percentiles());
    }

    @Override
    public int others() {
      return rows.others();
    }

    @Override
    public TextTable text(Terminal terminal) {
      TextTable table =
          new TextTable(
              terminal,
              0,
              List.of(
                  "<client",
                  "conns",
                  "sent",
                  "per s",
                  "handshake",
                  "received",
                  "per s",
                  "latency",
                  "p99",
                  "repeated",
                  "not complete"));
      for (Row row : rows()) {
        table.row(
            List.of(
                row.clientId() == null ? "(unknown)" : terminal.safe(row.clientId()),
                Durations.number(row.connections()),
                Durations.number(row.published()),
                TableOutput.rate(row.publishedPerSecond()),
                TableOutput.median(row.publishNanos()),
                Durations.number(row.received()),
                TableOutput.rate(row.receivedPerSecond()),
                TableOutput.median(row.latencyNanos()),
                TableOutput.p99(row.latencyNanos()),
                Durations.number(row.retransmissions()),
                Durations.number(row.notComplete())));
      }
      return table;
    }
  }
}
