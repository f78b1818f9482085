package dev.hopscope.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Histograms of one kind of latency, by QoS. Constant memory, three significant digits.
 *
 * <p>Latencies are collected and recorded many at a time: their places in a histogram are far
 * apart, and the processor fetches several at once where nothing else comes between.
 */
final class LatencyTable {
  private static final int COLLECTED = 256;

  private static final int[] PERCENTILES = {50, 90, 99};

  private final Histogram[] byQos = new Histogram[3];
  private final long[][] collected = new long[3][];
  private final int[] count = new int[3];
  private final long[] max = new long[3];

  /** Records a latency; a negative one, as between two clocks, is in no histogram. */
  void record(int qos, long nanos) {
    if (qos < 0 || qos > 2 || nanos < 0) {
      return;
    }
    if (collected[qos] == null) {
      collected[qos] = new long[COLLECTED];
      byQos[qos] = new Histogram(3);
    }
    collected[qos][count[qos]++] = nanos;
    if (count[qos] == COLLECTED) {
      recordCollected(qos);
    }
  }

  private void recordCollected(int qos) {
    Histogram histogram = byQos[qos];
    for (int i = 0; i < count[qos]; i++) {
      long nanos = collected[qos][i];
      histogram.recordValue(nanos);
      max[qos] = Math.max(max[qos], nanos);
    }
    count[qos] = 0;
  }

  Map<String, ReportModel.Percentiles> percentiles() {
    Map<String, ReportModel.Percentiles> all = new LinkedHashMap<>();
    for (int qos = 0; qos < byQos.length; qos++) {
      recordCollected(qos);
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
