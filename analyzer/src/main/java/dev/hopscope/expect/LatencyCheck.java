package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.text.Durations;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.HdrHistogram.Histogram;

/** One percentile of one kind of latency stays under a limit. Constant memory. */
final class LatencyCheck extends Check {
  private static final int NAMED = 3;

  /** What is measured, as in the report's summary. */
  enum Kind {
    PUBLISH("publish"),
    DELIVERY("delivery"),
    END_TO_END("endToEnd");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  private final Kind kind;
  private final String percentile;
  private final long limitNanos;
  private final Histogram histogram = new Histogram(3);
  private final PriorityQueue<Slow> slowest =
      new PriorityQueue<>(Comparator.comparingLong(Slow::nanos));
  private long max;

  private record Slow(long nanos, Reason where) {}

  /**
   * Creates a check.
   *
   * @param percentile {@code p50}, {@code p90}, {@code p99} or {@code max}
   */
  LatencyCheck(Place place, Kind kind, String percentile, long limitNanos) {
    super(place);
    this.kind = kind;
    this.percentile = percentile;
    this.limitNanos = limitNanos;
  }

  @Override
  void flow(Seen seen, ReportModel.Flow flow) {
    boolean right = kind.id().equals(flow.hop());
    boolean whole = flow.outcome().equals("complete") && flow.unseen().isEmpty();
    if (right && whole && flow.qos() != null && flow.qos() > 0 && flow.durationNanos() != null) {
      record(flow.durationNanos(), seen.reason(flow, Seen.last(flow), ""));
    }
  }

  // as in the report: live deliveries that are no tie and measured by one clock
  @Override
  void delivery(Seen seen, ReportModel.Delivery delivery) {
    boolean counts = delivery.via().equals("live") && !delivery.link().equals("tie");
    if (kind == Kind.END_TO_END && counts && !delivery.crossClock()) {
      if (delivery.latencyNanos() != null) {
        record(delivery.latencyNanos(), seen.reason(delivery, ""));
      }
    }
  }

  private void record(long nanos, Reason where) {
    if (nanos < 0) {
      return;
    }
    histogram.recordValue(nanos);
    max = Math.max(max, nanos);
    if (nanos > limitNanos) {
      evidence().suspect();
      slowest.add(new Slow(nanos, where));
      if (slowest.size() > NAMED) {
        slowest.remove();
      }
    }
  }

  private long value() {
    return switch (percentile) {
      case "p50" -> Math.min(max, histogram.getValueAtPercentile(50));
      case "p90" -> Math.min(max, histogram.getValueAtPercentile(90));
      case "p99" -> Math.min(max, histogram.getValueAtPercentile(99));
      default -> max;
    };
  }

  @Override
  String seen() {
    long count = histogram.getTotalCount();
    if (count == 0) {
      String what = "nothing could be measured: no " + kind.id() + " latency by one clock";
      evidence().doubt(new Reason(null, null, null, null, null, what));
      return "nothing measured";
    }
    if (value() > limitNanos) {
      slowest.stream()
          .sorted(Comparator.comparingLong(Slow::nanos).reversed())
          .forEach(slow -> evidence().violation(slow(slow)));
    }
    String measured = count == 1 ? " (measured once)" : " (measured " + count + " times)";
    return Durations.text(value()) + measured;
  }

  private Reason slow(Slow slow) {
    Reason at = slow.where();
    String what =
        kind.id()
            + " latency "
            + Durations.text(slow.nanos())
            + ", expected "
            + percentile
            + " up to "
            + Durations.text(limitNanos);
    return new Reason(at.trace(), at.hop(), at.client(), at.capture(), at.frame(), what);
  }
}
