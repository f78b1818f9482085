package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.List;

/** How many messages, or deliveries, there are in all. */
final class CountCheck extends Check {
  private static final int NAMED = 5;

  private final Amount amount;
  private final String one;
  private final String many;
  private final boolean deliveries;
  private final List<Reason> last = new ArrayList<>();
  private long count;
  private long unknownOrigin;

  private CountCheck(Place place, Amount amount, String one, String many, boolean deliveries) {
    super(place);
    this.amount = amount;
    this.one = one;
    this.many = many;
    this.deliveries = deliveries;
  }

  static CountCheck messages(Place place, Amount amount) {
    return new CountCheck(place, amount, "message", "messages", false);
  }

  static CountCheck deliveries(Place place, Amount amount) {
    return new CountCheck(place, amount, "delivery", "deliveries", true);
  }

  @Override
  void message(Seen seen) {
    if (deliveries || seen.late()) {
      return;
    }
    count++;
    // one of which the publish was lost may be a second trace of the same message
    unknownOrigin += seen.trace().origin().equals("unknown") ? 1 : 0;
    if (count > amount.most()) {
      name(seen.publishReason("one message more than expected"));
    }
  }

  @Override
  void delivery(Seen seen, ReportModel.Delivery delivery) {
    if (!deliveries) {
      return;
    }
    count++;
    if (count > amount.most()) {
      name(seen.reason(delivery, "one delivery more than expected"));
    }
  }

  private void name(Reason reason) {
    evidence().suspect();
    if (last.size() < NAMED) {
      last.add(reason);
    }
  }

  @Override
  String seen() {
    if (count > amount.most()) {
      boolean certain = count - unknownOrigin > amount.most();
      for (Reason reason : last) {
        if (certain) {
          evidence().violation(reason);
        } else {
          evidence().miss(reason);
        }
      }
    } else if (count < amount.least()) {
      evidence().miss(new Reason(null, null, null, null, null, words() + ", expected " + amount));
    }
    return words();
  }

  private String words() {
    return (count == 0 ? "no" : Long.toString(count)) + " " + (count == 1 ? one : many);
  }
}
