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
 * A table of topics: messages, deliveries, rates, latency from publisher to subscriber. Keeps a
 * bounded number of rows and counts the rest; writes when the summary comes.
 */
public final class TopicsReport implements ReportSink {
  private final TableOutput out;
  private final Span span = new Span();
  private final Rows<String, Tally> rows = new Rows<>(Tally::new);

  private static final class Tally {
    private long messages;
    private long deliveries;
    private long payloadBytes;
    private long downgraded;
    private long retransmissions;
    private final LatencyTally latency = new LatencyTally();
  }

  /** A row; the topic is null for messages whose topic was never seen. */
  record Row(
      String topic,
      long messages,
      Double messagesPerSecond,
      long deliveries,
      long payloadBytes,
      long downgraded,
      long retransmissions,
      ReportModel.Percentiles latencyNanos) {}

  /** Creates a table. */
  public TopicsReport(TableOutput out) {
    this.out = out;
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    span.capture(capture);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    Tally row = flow.retransmissions() == 0 ? null : rows.row(flow.topic());
    if (row != null) {
      row.retransmissions += flow.retransmissions();
    }
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    Tally row = rows.row(trace.topic());
    if (row != null) {
      row.messages++;
      row.payloadBytes += trace.payloadLength() == null ? 0 : trace.payloadLength();
      trace.deliveries().forEach(delivery -> count(row, delivery));
    }
  }

  private static void count(Tally row, ReportModel.Delivery delivery) {
    row.deliveries++;
    row.downgraded += delivery.downgraded() ? 1 : 0;
    row.latency.add(delivery);
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    out.write(new Topics());
  }

  private final class Topics implements TableOutput.Table {
    @Override
    public String name() {
      return "topics";
    }

    @Override
    public List<Row> rows() {
      return rows.all().entrySet().stream()
          .map(this::row)
          .sorted(Comparator.comparingLong(Row::messages).reversed())
          .toList();
    }

    private Row row(Map.Entry<String, Tally> entry) {
      Tally tally = entry.getValue();
      return new Row(
          entry.getKey(),
          tally.messages,
          span.perSecond(tally.messages),
          tally.deliveries,
          tally.payloadBytes,
          tally.downgraded,
          tally.retransmissions,
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
                  "<topic",
                  "messages",
                  "per s",
                  "delivered",
                  "median",
                  "p99",
                  "downgraded",
                  "repeated",
                  "bytes"));
      for (Row row : rows()) {
        table.row(
            List.of(
                row.topic() == null ? "(unknown)" : terminal.safe(row.topic()),
                Durations.number(row.messages()),
                TableOutput.rate(row.messagesPerSecond()),
                Durations.number(row.deliveries()),
                TableOutput.median(row.latencyNanos()),
                TableOutput.p99(row.latencyNanos()),
                Durations.number(row.downgraded()),
                Durations.number(row.retransmissions()),
                Durations.number(row.payloadBytes())));
      }
      return table;
    }
  }
}
