package dev.hopscope.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Histograms of one kind of latency, by QoS. Constant memory, three significant digits. */
final class LatencyTable {
  private final Histogram[] byQos = new Histogram[3];

  /** Records a latency; a negative one, as between two clocks, is in no histogram. */
  void record(int qos, long nanos) {
    if (qos < 0 || qos > 2 || nanos < 0) {
      return;
    }
    if (byQos[qos] == null) {
      byQos[qos] = new Histogram(3);
    }
    byQos[qos].recordValue(nanos);
  }

  Map<String, ReportModel.Percentiles> percentiles() {
    Map<String, ReportModel.Percentiles> all = new LinkedHashMap<>();
    for (int qos = 0; qos < byQos.length; qos++) {
      Histogram histogram = byQos[qos];
      if (histogram != null) {
        all.put(
            Integer.toString(qos),
            new ReportModel.Percentiles(
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(90),
                histogram.getValueAtPercentile(99),
                histogram.getMaxValue()));
      }
    }
    return all;
  }
}
