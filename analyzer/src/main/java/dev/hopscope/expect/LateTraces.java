package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.List;

/** Traces of which only a delivery is known that came late. */
final class LateTraces {
  private LateTraces() {}

  static ReportModel.Trace of(ReportModel.LateDelivery late, String topic) {
    return new ReportModel.Trace(
        late.trace(),
        topic,
        null,
        null,
        null,
        "unknown",
        null,
        null,
        null,
        null,
        "complete",
        List.of(late.delivery()),
        List.of(),
        List.of(),
        List.of());
  }
}
