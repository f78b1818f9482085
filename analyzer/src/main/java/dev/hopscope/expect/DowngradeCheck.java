package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.Set;
import java.util.TreeSet;

/** Which downgrades there are: none, or exactly these, each at least once. */
final class DowngradeCheck extends Check {
  private final Set<String> expected;
  private final Set<String> missing;
  private final Tally tally = new Tally();
  private long downgraded;

  /**
   * Creates a check.
   *
   * @param expected as {@code 2 to 0}
   */
  DowngradeCheck(Place place, Set<String> expected) {
    super(place);
    this.expected = expected;
    this.missing = new TreeSet<>(expected);
  }

  @Override
  void delivery(Seen seen, ReportModel.Delivery delivery) {
    if (!delivery.downgraded()) {
      return;
    }
    downgraded++;
    Integer published = seen.trace().publishedQos();
    String from = published == null ? "a higher QoS" : published.toString();
    String change = from + " to " + delivery.deliveredQos();
    tally.add(change);
    if (expected.contains(change)) {
      missing.remove(change);
      return;
    }
    String instead = expected.isEmpty() ? "none" : String.join(" or ", expected);
    String granted = delivery.grantedQos() == null ? "unknown" : delivery.grantedQos().toString();
    Reason reason =
        seen.reason(
            delivery, "downgraded " + change + " (granted " + granted + "), expected " + instead);
    if (delivery.link().equals("tie") || published == null) {
      // it may belong to another message, published with another QoS
      evidence().doubt(reason);
    } else {
      evidence().violation(reason);
    }
  }

  @Override
  String seen() {
    for (String change : missing) {
      evidence()
          .miss(new Reason(null, null, null, null, null, "no delivery was downgraded " + change));
    }
    return downgraded == 0 ? "none" : tally.words();
  }
}
