package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.List;

/** One expectation while a report comes in: takes what it is about, then gives its verdict. */
abstract class Check {
  private final Place place;
  private final Evidence evidence = new Evidence();

  Check(Place place) {
    this.place = place;
  }

  final Evidence evidence() {
    return evidence;
  }

  /** Takes a message of the group. */
  void message(Seen seen) {}

  /** Takes a delivery in scope. */
  void delivery(Seen seen, ReportModel.Delivery delivery) {}

  /** Takes a flow in scope. */
  void flow(Seen seen, ReportModel.Flow flow) {}

  /** Takes how many deliveries in scope a message has; called after they were taken. */
  void deliveries(Seen seen, int count) {}

  /** What was seen, in words; called at the end, and may add to the evidence. */
  abstract String seen();

  /**
   * The verdict.
   *
   * @param nothing why there was nothing to look at, or null
   * @param lost losses that touch what it is about
   */
  Verdict verdict(Reason nothing, List<Reason> lost) {
    String words = seen();
    if (nothing != null) {
      evidence.miss(nothing);
    }
    return evidence.verdict(place, words, lost);
  }
}
