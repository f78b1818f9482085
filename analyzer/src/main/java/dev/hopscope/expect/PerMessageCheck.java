package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each message is delivered in scope. What is short may still come, later. */
final class PerMessageCheck extends Check {
  /** Messages that are short and may still be served; more are counted, and named no more. */
  private static final int AWAITED = 1_000;

  private final Amount amount;
  private final String to;
  private final Map<Integer, Awaited> shorts = new LinkedHashMap<>();
  private final Tally tally = new Tally();

  private static final class Awaited {
    final Reason reason;
    final boolean ended;
    int count;

    Awaited(Reason reason, boolean ended, int count) {
      this.reason = reason;
      this.ended = ended;
      this.count = count;
    }
  }

  /**
   * Creates a check.
   *
   * @param to the receivers in scope, for people
   */
  PerMessageCheck(Place place, Amount amount, String to) {
    super(place);
    this.amount = amount;
    this.to = to;
  }

  @Override
  void deliveries(Seen seen, int count) {
    if (seen.late()) {
      late(seen, count);
      return;
    }
    if (count < amount.least()) {
      evidence().suspect();
      if (shorts.size() < AWAITED) {
        shorts.put(seen.id(), new Awaited(missing(seen, count), waited(seen.trace()), count));
      } else {
        tally.add(Integer.toString(count));
        evidence().miss(missing(seen, count));
      }
      return;
    }
    tally.add(Integer.toString(count));
    if (count > amount.most()) {
      evidence().violation(seen.reason(times(count) + to + ", expected " + amount));
    }
  }

  private Reason missing(Seen seen, int count) {
    String what = count == 0 ? "never delivered" : times(count);
    return seen.publishReason(what + to + ", expected " + amount);
  }

  /** Whether the capture ended, or a limit was hit, while deliveries were awaited. */
  private static boolean waited(ReportModel.Trace trace) {
    return trace.closedBy().equals("end") || trace.closedBy().equals("limit");
  }

  private static String times(int count) {
    return count == 1 ? "delivered once" : "delivered " + count + " times";
  }

  private void late(Seen seen, int count) {
    Awaited known = shorts.get(seen.id());
    if (known != null) {
      known.count += count;
      if (known.count >= amount.least()) {
        shorts.remove(seen.id());
        tally.add(Integer.toString(known.count));
      }
      return;
    }
    ReportModel.Delivery delivery = seen.trace().deliveries().get(0);
    if (count > 0 && delivery.copy() > amount.most()) {
      evidence()
          .violation(seen.reason(delivery, "copy " + delivery.copy() + ", expected " + amount));
    }
  }

  @Override
  String seen() {
    for (Awaited one : shorts.values()) {
      tally.add(Integer.toString(one.count));
      evidence().miss(one.reason);
      if (one.ended) {
        evidence()
            .doubt(
                new Reason(
                    one.reason.trace(),
                    null,
                    null,
                    null,
                    null,
                    "the capture ended, or a limit was hit, while a delivery was awaited"));
      }
    }
    shorts.clear();
    return tally.words();
  }
}
