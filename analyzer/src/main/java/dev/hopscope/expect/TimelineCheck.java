package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares a message's steps with those expected; the hops run on their own clocks. */
final class TimelineCheck extends Check {
  private final Timeline timeline;
  private final Map<Hop, List<Timeline.Step>> expected;
  private long compared;

  private record Hop(String hop, String client, int copy) {
    static Hop of(Timeline.Step step) {
      return new Hop(step.hop(), step.client(), step.copy());
    }
  }

  TimelineCheck(Timeline timeline) {
    super(timeline.place());
    this.timeline = timeline;
    this.expected = byHop(timeline.steps());
  }

  private static Map<Hop, List<Timeline.Step>> byHop(List<Timeline.Step> steps) {
    Map<Hop, List<Timeline.Step>> hops = new LinkedHashMap<>();
    for (Timeline.Step step : steps) {
      hops.computeIfAbsent(Hop.of(step), key -> new ArrayList<>()).add(step);
    }
    return hops;
  }

  /** Compares a message of the selection. */
  void compare(Seen seen) {
    compared++;
    List<Steps.At> all = Steps.of(seen);
    Map<Hop, List<Steps.At>> hops = new LinkedHashMap<>();
    for (Steps.At at : all) {
      hops.computeIfAbsent(Hop.of(at.step()), key -> new ArrayList<>()).add(at);
    }
    boolean same = true;
    for (Map.Entry<Hop, List<Timeline.Step>> hop : expected.entrySet()) {
      same &= compare(seen, hop.getKey(), hop.getValue(), hops.remove(hop.getKey()));
    }
    for (List<Steps.At> unexpected : hops.values()) {
      Steps.At first = unexpected.get(0);
      evidence().violation(seen.reason(first.flow(), first.seen(), "this hop is not expected"));
      same = false;
    }
    if (same && timeline.inAll()) {
      compareOrder(seen, all);
    }
  }

  private boolean compare(Seen seen, Hop hop, List<Timeline.Step> steps, List<Steps.At> found) {
    if (found == null) {
      String what = "never happened, expected " + steps.get(0).words();
      Reason where = seen.publishReason("");
      evidence()
          .miss(
              new Reason(seen.id(), hop.hop(), hop.client(), where.capture(), where.frame(), what));
      return false;
    }
    int common = Math.min(steps.size(), found.size());
    for (int i = 0; i < common; i++) {
      if (!fits(steps.get(i), found.get(i).step())) {
        differs(seen, i, steps.get(i), found.get(i));
        return false;
      }
    }
    if (found.size() > common) {
      Steps.At more = found.get(common);
      String what = "one step more than expected, " + more.step().words();
      evidence().violation(seen.reason(more.flow(), more.seen(), what));
    } else if (steps.size() > common) {
      ends(seen, steps.get(common), found.get(common - 1));
    }
    return steps.size() == found.size();
  }

  private void differs(Seen seen, int index, Timeline.Step step, Steps.At at) {
    String what = "step " + (index + 1) + " is " + at.step().words() + ", expected " + step.words();
    boolean other = !step.type().equals(at.step().type());
    Reason reason = seen.reason(at.flow(), at.seen(), what);
    if (other && hidden(at.flow())) {
      evidence().doubt(reason);
    } else {
      evidence().violation(reason);
    }
  }

  private void ends(Seen seen, Timeline.Step next, Steps.At last) {
    String outcome = last.flow().outcome();
    String what =
        "ends here, expected "
            + next.words()
            + " next ("
            + outcome
            + OutcomeCheck.why(last.flow())
            + ")";
    Reason reason = seen.reason(last.flow(), last.seen(), what);
    if (hidden(last.flow()) || outcome.equals("open")) {
      evidence().doubt(reason);
    } else {
      evidence().miss(reason);
    }
  }

  /** Whether a loss hides a step of a flow. */
  private static boolean hidden(ReportModel.Flow flow) {
    return flow.outcome().equals("unknown") || !flow.unseen().isEmpty();
  }

  private static boolean fits(Timeline.Step expected, Timeline.Step seen) {
    return expected.type().equals(seen.type())
        && (expected.qos() == null || Objects.equals(expected.qos(), seen.qos()))
        && (expected.dup() == null || Objects.equals(expected.dup(), seen.dup()))
        && (expected.reasonCode() == null
            || Objects.equals(expected.reasonCode(), seen.reasonCode()));
  }

  private void compareOrder(Seen seen, List<Steps.At> all) {
    for (int i = 0; i < all.size(); i++) {
      Timeline.Step step = timeline.steps().get(i);
      Steps.At at = all.get(i);
      if (!step.sameHop(at.step()) || !fits(step, at.step())) {
        String other = step.hop() + " hop of " + step.client() + ", " + step.words();
        String what = "step " + (i + 1) + " in all is " + at.step().words() + ", expected " + other;
        evidence().violation(seen.reason(at.flow(), at.seen(), what));
        return;
      }
    }
  }

  /** Whether a loss on a client's connection touches it. */
  boolean touches(String client) {
    return timeline.selection().mayPublish(client)
        || timeline.steps().stream()
            .anyMatch(step -> step.client() == null || step.client().equals(client));
  }

  /** Why it was never compared, or null. */
  Reason nothing(long messages) {
    if (compared > 0) {
      return null;
    }
    String of = timeline.selection().title();
    String what =
        timeline.message() == 0
            ? "there is no message of " + of
            : "there is no message " + timeline.message() + " of " + of + ", only " + messages;
    return new Reason(null, null, null, null, null, what);
  }

  Timeline timeline() {
    return timeline;
  }

  @Override
  String seen() {
    return compared == 0
        ? "nothing"
        : compared == 1 ? "1 message compared" : compared + " messages compared";
  }
}
