package dev.hopscope.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.HdrHistogram.Histogram;

class LatencyTableTest {
  @Property
  void percentilesAreThoseOfAHistogram(
      @ForAll @Size(min = 1, max = 300) List<@LongRange(min = 0, max = 1L << 45) Long> latencies) {
    LatencyTable table = new LatencyTable();
    Histogram histogram = new Histogram(3);
    long max = 0;
    for (long each : latencies) {
      table.record(1, each);
      histogram.recordValue(each);
      max = Math.max(max, each);
    }
    assertThat(table.percentiles())
        .containsOnlyKeys("1")
        .containsValue(
            new ReportModel.Percentiles(
                latencies.size(),
                Math.min(histogram.getValueAtPercentile(50), max),
                Math.min(histogram.getValueAtPercentile(90), max),
                Math.min(histogram.getValueAtPercentile(99), max),
                max));
  }

  @Example
  void whatCannotBeIsNotRecorded() {
    LatencyTable table = new LatencyTable();
    table.record(3, 5);
    table.record(-1, 5);
    table.record(0, -5);
    assertThat(table.percentiles()).isEmpty();
  }
}
