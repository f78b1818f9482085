package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of a message as they were seen, in the words of a timeline. */
final class Steps {
  private Steps() {}

  /** A step, and where it was seen. */
  record At(Timeline.Step step, ReportModel.Flow flow, ReportModel.Step seen) {}

  /** Every step of a message by the time at which it was seen, those of equal times by frame. */
  static List<At> of(Seen seen) {
    Map<Integer, Integer> copies = new HashMap<>();
    Map<String, Integer> next = new LinkedHashMap<>();
    for (ReportModel.Delivery delivery : seen.trace().deliveries()) {
      int copy = next.merge("delivery " + delivery.clientId(), 1, Integer::sum);
      copies.put(delivery.flow(), copy);
    }
    List<At> all = new ArrayList<>();
    for (ReportModel.Flow flow : seen.all()) {
      int copy = copies.getOrDefault(flow.id(), 0);
      if (copy == 0) {
        copy = next.merge("publish " + flow.clientId(), 1, Integer::sum);
      }
      for (ReportModel.Step step : flow.steps()) {
        all.add(new At(step(flow, step, copy), flow, step));
      }
    }
    // a stable sort keeps the order within a flow
    all.sort(
        Comparator.comparing((At at) -> at.seen().time())
            .thenComparingInt(at -> at.seen().capture())
            .thenComparingLong(at -> at.seen().frame()));
    return all;
  }

  private static Timeline.Step step(ReportModel.Flow flow, ReportModel.Step step, int copy) {
    boolean publish = step.type().equals("PUBLISH");
    return new Timeline.Step(
        flow.hop(),
        flow.clientId(),
        copy,
        step.type(),
        publish ? flow.qos() : null,
        publish ? step.dup() : null,
        step.reasonCode());
  }
}
