package dev.hopscope.report.table;

import dev.hopscope.report.ReportModel;
import org.HdrHistogram.Histogram;

/** Percentiles of latencies in constant memory, to two significant digits. */
final class LatencyTally {
  private Histogram histogram;
  private long maxNanos;

  /** Counts a latency; null and negative ones (of two clocks) are left out. */
  void add(Long nanos) {
    if (nanos == null || nanos < 0) {
      return;
    }
    if (histogram == null) {
      histogram = new Histogram(2);
      histogram.setAutoResize(true);
    }
    histogram.recordValue(nanos / 1000);
    maxNanos = Math.max(maxNanos, nanos);
  }

  /** Counts a delivery, if its latency means something: it was live, is no tie, of one clock. */
  void add(ReportModel.Delivery delivery) {
    boolean sure = !delivery.link().equals("tie") && !delivery.crossClock();
    if (delivery.via().equals("live") && sure) {
      add(delivery.latencyNanos());
    }
  }

  /** The percentiles, or null if nothing was counted. */
  ReportModel.Percentiles percentiles() {
    return histogram == null
        ? null
        : new ReportModel.Percentiles(histogram.getTotalCount(), at(50), at(90), at(99), maxNanos);
  }

  private long at(double percentile) {
    return Math.min(histogram.getValueAtPercentile(percentile) * 1000, maxNanos);
  }
}
