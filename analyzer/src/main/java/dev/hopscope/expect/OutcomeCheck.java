package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.List;
import java.util.Set;

/** How flows end. An end that the capture does not show is a doubt. */
final class OutcomeCheck extends Check {
  private static final List<List<String>> STEPS =
      List.of(
          List.of("PUBLISH"),
          List.of("PUBLISH", "PUBACK"),
          List.of("PUBLISH", "PUBREC", "PUBREL", "PUBCOMP"));

  private final Set<String> allowed;
  private final Tally tally = new Tally();

  OutcomeCheck(Place place, Set<String> allowed) {
    super(place);
    this.allowed = allowed;
  }

  @Override
  void flow(Seen seen, ReportModel.Flow flow) {
    tally.add(flow.outcome());
    if (allowed.contains(flow.outcome())) {
      return;
    }
    String what = flow.outcome() + why(flow) + ", expected " + String.join(" or ", allowed);
    if (flow.outcome().equals("unknown") || flow.outcome().equals("open")) {
      evidence().doubt(seen.reason(flow, Seen.last(flow), what));
    } else {
      evidence().violation(seen.reason(flow, Seen.last(flow), what));
    }
  }

  /** {@code : no PUBACK before the session ended}. */
  static String why(ReportModel.Flow flow) {
    String next = next(flow);
    return switch (flow.outcome()) {
      case "abandoned" -> ": no " + next + " before the session ended";
      case "open" -> ": the capture ended before " + next;
      case "refused" -> ": " + Seen.last(flow).type() + " says " + Seen.last(flow).reasonCode();
      case "unknown" ->
          flow.unseen().isEmpty()
              ? ": a loss of the capture hides " + next
              : ": " + String.join(", ", flow.unseen()) + " not captured";
      default -> "";
    };
  }

  /** The step that should have come after the last one seen. */
  static String next(ReportModel.Flow flow) {
    if (flow.qos() == null || flow.qos() > 2) {
      return "its acknowledgement";
    }
    List<String> steps = STEPS.get(flow.qos());
    int last = -1;
    for (ReportModel.Step step : flow.steps()) {
      last = Math.max(last, steps.indexOf(step.type()));
    }
    return last + 1 < steps.size() ? steps.get(last + 1) : "its end";
  }

  @Override
  String seen() {
    return tally.words();
  }
}
