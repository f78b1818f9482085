package dev.hopscope.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Histograms of one kind of latency, by QoS. Constant memory, three significant digits. */
final class LatencyTable {
  private static final int[] PERCENTILES = {50, 90, 99};

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
        all.put(Integer.toString(qos), percentiles(histogram, max[qos]));
      }
    }
    return all;
  }

  // Histogram.getValueAtPercentile starts each time at 0, thousands of buckets before the first in
  // use
  private static ReportModel.Percentiles percentiles(Histogram histogram, long max) {
    long count = histogram.getTotalCount();
    long[] values = new long[PERCENTILES.length];
    long bucket = histogram.getMinValue();
    long seen = histogram.getCountAtValue(bucket);
    for (int i = 0; i < values.length; i++) {
      long rank = (count * PERCENTILES[i] + 99) / 100;
      while (seen < rank) {
        bucket = histogram.nextNonEquivalentValue(bucket);
        seen += histogram.getCountAtValue(bucket);
      }
      // the end of a bucket may lie behind every value in it
      values[i] = Math.min(histogram.highestEquivalentValue(bucket), max);
    }
    return new ReportModel.Percentiles(count, values[0], values[1], values[2], max);
  }
}
