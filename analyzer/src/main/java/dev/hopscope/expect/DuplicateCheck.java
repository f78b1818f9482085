package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.List;

/**
 * How many deliveries there are of one message to one receiver beyond its matching subscriptions;
 * resends of a flow are none, and a tie accuses nobody.
 */
final class DuplicateCheck extends Check {
  private static final int NAMED = 5;

  private final Amount amount;
  private final List<Reason> first = new ArrayList<>();
  private long count;

  DuplicateCheck(Place place, Amount amount) {
    super(place);
    this.amount = amount;
  }

  @Override
  void delivery(Seen seen, ReportModel.Delivery delivery) {
    if (delivery.link().equals("tie") || delivery.copy() <= seen.owed(delivery)) {
      return;
    }
    count++;
    evidence().suspect();
    if (first.size() < NAMED) {
      String what = "copy " + delivery.copy() + " of a message that it was owed ";
      first.add(seen.reason(delivery, what + times(seen.owed(delivery))));
    }
  }

  private static String times(int owed) {
    return owed == 1 ? "once" : owed + " times";
  }

  @Override
  String seen() {
    if (count > amount.most()) {
      first.forEach(evidence()::violation);
    } else if (count < amount.least()) {
      evidence()
          .miss(
              new Reason(null, null, null, null, null, count + " duplicates, expected " + amount));
    }
    return count == 0 ? "none" : Long.toString(count);
  }
}
