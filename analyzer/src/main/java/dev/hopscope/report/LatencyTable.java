package dev.hopscope.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Histograms of one kind of latency, by QoS. Constant memory, three significant digits. */
final class LatencyTable {
  private final Histogram[] byQos = new Histogram[3];
  private final long[] max = new long[3];

  /** Records a latency; a negative one, as between two clocks, is in no histogram. */
  void record(int qos, long nanos) {
    if (qos < 0 || qos > 2 || nanos < 0) {
      return;
    }
    if (byQos[qos] == null) {
      byQos[qos] = new Histogram(3);
    }
    byQos[qos].recordValue(nanos);
    max[qos] = Math.max(max[qos], nanos);
  }

  Map<String, ReportModel.Percentiles> percentiles() {
    Map<String, ReportModel.Percentiles> all = new LinkedHashMap<>();
    for (int qos = 0; qos < byQos.length; qos++) {
      Histogram histogram = byQos[qos];
      if (histogram != null) {
        all.put(
            Integer.toString(qos),
            new ReportModel.Percentiles(
                histogram.getTotalCount(), at(qos, 50), at(qos, 90), at(qos, 99), max[qos]));
      }
    }
    return all;
  }

  // the histogram tells the end of a bucket, which may lie behind every value in it
  private long at(int qos, double percentile) {
    return Math.min(byQos[qos].getValueAtPercentile(percentile), max[qos]);
  }
}
