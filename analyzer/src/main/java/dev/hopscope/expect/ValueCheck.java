package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.Set;
import java.util.function.Function;

/** Every value is one of those allowed; one that is not known is a doubt. */
final class ValueCheck extends Check {

  private final String words;
  private final Set<String> allowed;
  private final Function<ReportModel.Trace, Object> ofTrace;
  private final Function<ReportModel.Delivery, Object> ofDelivery;
  private final Function<ReportModel.Flow, Object> ofFlow;
  private final Tally tally = new Tally();

  private ValueCheck(
      Place place,
      String words,
      Set<String> allowed,
      Function<ReportModel.Trace, Object> ofTrace,
      Function<ReportModel.Delivery, Object> ofDelivery,
      Function<ReportModel.Flow, Object> ofFlow) {
    super(place);
    this.words = words;
    this.allowed = allowed;
    this.ofTrace = ofTrace;
    this.ofDelivery = ofDelivery;
    this.ofFlow = ofFlow;
  }

  /** A check of messages; {@code words} precede the value in a reason. */
  static ValueCheck messages(
      Place place, String words, Set<String> allowed, Function<ReportModel.Trace, Object> value) {
    return new ValueCheck(place, words, allowed, value, null, null);
  }

  /** A check of deliveries. */
  static ValueCheck deliveries(
      Place place,
      String words,
      Set<String> allowed,
      Function<ReportModel.Delivery, Object> value) {
    return new ValueCheck(place, words, allowed, null, value, null);
  }

  /** A check of the flows of deliveries. */
  static ValueCheck deliveryFlows(
      Place place, String words, Set<String> allowed, Function<ReportModel.Flow, Object> value) {
    return new ValueCheck(place, words, allowed, null, null, value);
  }

  @Override
  void message(Seen seen) {
    if (ofTrace == null || seen.late()) {
      return;
    }
    String value = text(ofTrace.apply(seen.trace()));
    tally.add(value);
    if (value == null) {
      evidence().doubt(seen.publishReason(words + " is not known: its publish was not captured"));
    } else if (!allowed.contains(value)) {
      evidence().violation(seen.publishReason(wrong(value)));
    }
  }

  @Override
  void delivery(Seen seen, ReportModel.Delivery delivery) {
    ReportModel.Flow flow = seen.flows().get(delivery.flow());
    if (ofDelivery == null && ofFlow == null) {
      return;
    }
    Object found =
        ofDelivery != null ? ofDelivery.apply(delivery) : flow == null ? null : ofFlow.apply(flow);
    String value = text(found);
    tally.add(value);
    if (value == null) {
      evidence().doubt(seen.reason(delivery, words + " is not known: it was not captured"));
    } else if (!allowed.contains(value)) {
      evidence().violation(seen.reason(delivery, wrong(value)));
    }
  }

  private String wrong(String value) {
    return words + " " + value + ", expected " + String.join(" or ", allowed);
  }

  private static String text(Object value) {
    return value == null ? null : value.toString();
  }

  @Override
  String seen() {
    return tally.words();
  }
}
