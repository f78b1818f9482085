package dev.hopscope.lab.run;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.Map;
import java.util.TreeMap;

/** Counts at which QoS messages were published and delivered. */
final class QosChanges implements ReportSink {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final String arrow;

  /** Counts, to be told with an arrow. */
  QosChanges(boolean unicode) {
    arrow = unicode ? "→" : "->";
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    String from = trace.publishedQos() == null ? "?" : trace.publishedQos().toString();
    for (ReportModel.Delivery each : trace.deliveries()) {
      counts.merge(from + arrow + each.deliveredQos(), 1, Integer::sum);
    }
  }

  /** Such as {@code 2→0 twice}: each change with how often. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach(
        (change, count) ->
            text.append(text.isEmpty() ? "" : ", ").append(count).append(" x ").append(change));
    return text.toString();
  }
}
