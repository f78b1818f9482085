package dev.hopscope.report.table;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Times;
import java.util.HashMap;
import java.util.Map;

/** How long the captures of a run are, for rates. */
final class Span {
  private final Map<Integer, ReportModel.Capture> captures = new HashMap<>();

  void capture(ReportModel.Capture capture) {
    captures.put(capture.id(), capture);
  }

  /** A count by the second from the first packet to the last; null where there is no time. */
  Double perSecond(long count) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (ReportModel.Capture capture : captures.values()) {
      if (capture.firstTime() != null && capture.lastTime() != null) {
        first = Math.min(first, Times.nanos(capture.firstTime()));
        last = Math.max(last, Times.nanos(capture.lastTime()));
      }
    }
    return last <= first ? null : Math.round(count / ((last - first) / 1e9) * 1e3) / 1e3;
  }
}
