package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.List;

/** Nobody else receives the messages. */
final class OtherReceiversCheck extends Check {
  private final List<ClientPattern> named;
  private final Tally tally = new Tally();

  OtherReceiversCheck(Place place, List<ClientPattern> named) {
    super(place);
    this.named = List.copyOf(named);
  }

  @Override
  void delivery(Seen seen, ReportModel.Delivery delivery) {
    if (named.stream().noneMatch(one -> one.matches(delivery.clientId()))) {
      tally.add(delivery.clientId());
      if (delivery.clientId() == null) {
        evidence().doubt(seen.reason(delivery, "delivered to a client whose ClientID is unknown"));
      } else {
        evidence().violation(seen.reason(delivery, "delivered to a client that is not named"));
      }
    }
  }

  @Override
  String seen() {
    return tally.words();
  }
}
