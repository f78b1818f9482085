package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace with its flows; or a delivery that came after its trace, as a trace of which only that is
 * known.
 *
 * @param late whether it is such a delivery
 * @param flows by id; those that are still known
 */
record Seen(ReportModel.Trace trace, boolean late, Map<Integer, ReportModel.Flow> flows) {

  int id() {
    return trace.id();
  }

  /** The flow of the publish hop, or null. */
  ReportModel.Flow publish() {
    return trace.publishFlow() == null ? null : flows.get(trace.publishFlow());
  }

  /** The flows that are known: the publish flow, then forwards, then deliveries. */
  List<ReportModel.Flow> all() {
    List<ReportModel.Flow> all = new ArrayList<>();
    for (int id : trace.flowIds()) {
      ReportModel.Flow flow = flows.get(id);
      if (flow != null) {
        all.add(flow);
      }
    }
    return all;
  }

  /** How often a receiver may get the message: once for each subscription of it that was served. */
  int owed(ReportModel.Delivery delivery) {
    Map<ReportModel.MatchedSubscription, Boolean> served = new HashMap<>();
    for (ReportModel.Delivery each : trace.deliveries()) {
      if (each.session() == delivery.session()) {
        each.subscriptions().forEach(one -> served.put(one, true));
      }
    }
    return Math.max(1, served.size());
  }

  /** A reason in the trace as a whole, at its first frame. */
  Reason reason(String what) {
    List<ReportModel.Flow> known = all();
    ReportModel.Step first = known.isEmpty() ? null : known.get(0).steps().get(0);
    return new Reason(
        id(),
        null,
        null,
        first == null ? null : first.capture(),
        first == null ? null : first.frame(),
        what);
  }

  /** A reason in the publish hop; in the trace, where none was captured. */
  Reason publishReason(String what) {
    ReportModel.Flow flow = publish();
    return flow == null ? reason(what) : reason(flow, flow.steps().get(0), what);
  }

  /** A reason in a delivery. */
  Reason reason(ReportModel.Delivery delivery, String what) {
    ReportModel.Flow flow = flows.get(delivery.flow());
    return flow == null
        ? new Reason(id(), "delivery", delivery.clientId(), null, null, what)
        : reason(flow, flow.steps().get(0), what);
  }

  /** A reason at a step of a flow. */
  Reason reason(ReportModel.Flow flow, ReportModel.Step step, String what) {
    return new Reason(id(), flow.hop(), flow.clientId(), step.capture(), step.frame(), what);
  }

  /** The last step of a flow. */
  static ReportModel.Step last(ReportModel.Flow flow) {
    return flow.steps().get(flow.steps().size() - 1);
  }
}
