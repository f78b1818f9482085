package dev.hopscope.expect;

import dev.hopscope.expect.Planned.Needs;
import dev.hopscope.expect.Planned.Scope;
import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group of messages while a report comes in. */
final class GroupState {
  private final MessageGroup group;
  private final List<Check> messageChecks = new ArrayList<>();
  private final List<Check> allChecks = new ArrayList<>();
  private final Map<ClientPattern, List<Check>> receiverChecks = new LinkedHashMap<>();
  private final Map<ClientPattern, Long> delivered = new LinkedHashMap<>();
  private final List<Check> inOrder = new ArrayList<>();
  private long messages;
  private long deliveries;

  GroupState(MessageGroup group) {
    this.group = group;
    for (Planned planned : group.planned()) {
      Check check = planned.make().get();
      inOrder.add(check);
      switch (planned.scope()) {
        case MESSAGES -> messageChecks.add(check);
        case ALL -> allChecks.add(check);
        case RECEIVERS ->
            receiverChecks.computeIfAbsent(planned.client(), key -> new ArrayList<>()).add(check);
      }
    }
  }

  MessageGroup group() {
    return group;
  }

  /**
   * Takes a message that the selection takes, or a late delivery of one.
   *
   * @return whether something speaks against it
   */
  boolean take(Seen seen) {
    ReportModel.Flow publish = seen.publish();
    messages += seen.late() ? 0 : 1;
    for (Check check : messageChecks) {
      check.message(seen);
      if (publish != null) {
        check.flow(seen, publish);
      }
    }
    List<ReportModel.Flow> flows = seen.all();
    for (Check check : allChecks) {
      check.message(seen);
      flows.forEach(flow -> check.flow(seen, flow));
      seen.trace().deliveries().forEach(delivery -> check.delivery(seen, delivery));
      check.deliveries(seen, seen.trace().deliveries().size());
    }
    deliveries += seen.trace().deliveries().size();
    receiverChecks.forEach((client, checks) -> deliver(seen, client, checks));
    boolean suspect = false;
    for (Check check : inOrder) {
      suspect |= check.evidence().takeSuspicion();
    }
    return suspect;
  }

  private void deliver(Seen seen, ClientPattern client, List<Check> checks) {
    int count = 0;
    for (ReportModel.Delivery delivery : seen.trace().deliveries()) {
      if (!client.matches(delivery.clientId())) {
        continue;
      }
      count++;
      ReportModel.Flow flow = seen.flows().get(delivery.flow());
      for (Check check : checks) {
        check.delivery(seen, delivery);
        if (flow != null) {
          check.flow(seen, flow);
        }
      }
    }
    delivered.merge(client, (long) count, Long::sum);
    for (Check check : checks) {
      check.deliveries(seen, count);
    }
  }

  /** The verdicts, in the order of the file. */
  List<Verdict> verdicts(Losses losses) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < inOrder.size(); i++) {
      Planned planned = group.planned().get(i);
      List<Reason> lost = losses.touching(client -> touches(planned, client));
      verdicts.add(inOrder.get(i).verdict(nothing(planned), lost));
    }
    return verdicts;
  }

  private boolean touches(Planned planned, String client) {
    return switch (planned.scope()) {
      case MESSAGES -> group.selection().mayPublish(client);
      case ALL -> true;
      case RECEIVERS -> planned.client().mayBe(client) || group.selection().mayPublish(client);
    };
  }

  private Reason nothing(Planned planned) {
    boolean receivers = planned.scope() == Scope.RECEIVERS;
    if (planned.needs() == Needs.NOTHING) {
      return null;
    }
    if (messages == 0) {
      return group.mayBeEmpty() ? null : reason("there is no message of " + selected());
    }
    if (planned.needs() != Needs.DELIVERY || group.undelivered().contains(planned.client())) {
      return null;
    }
    long count = receivers ? delivered.getOrDefault(planned.client(), 0L) : deliveries;
    String to = receivers ? " to " + planned.client() : "";
    return count > 0 ? null : reason("no message of " + selected() + " was delivered" + to);
  }

  private String selected() {
    return group.selection().title();
  }

  private static Reason reason(String what) {
    return new Reason(null, null, null, null, null, what);
  }
}
