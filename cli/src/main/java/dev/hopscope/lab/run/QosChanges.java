package dev.hopscope.lab.run;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts at which QoS messages were published and delivered. */
final class QosChanges implements ReportSink {
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Map<Integer, String> published = new HashMap<>();
  private final String arrow;

  /** Counts, to be told with an arrow. */
  QosChanges(boolean unicode) {
    arrow = unicode ? "→" : "->";
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    published.put(trace.id(), trace.publishedQos() == null ? "?" : trace.publishedQos().toString());
    trace.deliveries().forEach(each -> count(trace.id(), each));
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    count(late.trace(), late.delivery());
  }

  private void count(int trace, ReportModel.Delivery delivery) {
    counts.merge(published.get(trace) + arrow + delivery.deliveredQos(), 1, Integer::sum);
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
