package dev.hopscope.report.comment;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.text.SafeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects what there is to say of each frame of one capture: whose step each packet of a flow is,
 * and findings. Flows that belong to no trace are told of as such.
 */
public final class FrameComments implements ReportSink {
  private static final String NOBODY = "a client without a ClientID";

  private final Map<Long, List<String>> comments = new HashMap<>();
  private final Map<Integer, ReportModel.Flow> flows = new TreeMap<>();
  private final Map<Integer, Integer> publishedQos = new HashMap<>();

  /** The comments on a frame by its number from 1, in the order of its packets as far as known. */
  public List<String> of(long frame) {
    return comments.getOrDefault(frame, List.of());
  }

  /** How many frames have comments. */
  public int frames() {
    return comments.size();
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    String of = "trace " + trace.id() + ", ";
    if (trace.publishFlow() != null) {
      ReportModel.Flow flow = flows.remove(trace.publishFlow());
      say(flow, of + "publish hop from " + client(flow.clientId()), "");
    }
    for (ReportModel.Forward forward : trace.forwards()) {
      ReportModel.Flow flow = flows.remove(forward.flow());
      say(flow, of + "forward hop from " + client(flow.clientId()), "");
    }
    for (ReportModel.Delivery delivery : trace.deliveries()) {
      deliver(trace.id(), trace.publishedQos(), delivery);
    }
    publishedQos.put(trace.id(), trace.publishedQos());
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    deliver(late.trace(), publishedQos.get(late.trace()), late.delivery());
  }

  private void deliver(int trace, Integer published, ReportModel.Delivery delivery) {
    String hop = "trace " + trace + ", delivery hop to " + client(delivery.clientId());
    StringBuilder more = new StringBuilder();
    if (delivery.downgraded()) {
      more.append(", downgraded ").append(published).append(" to ").append(delivery.deliveredQos());
    }
    if (!delivery.via().equals("live")) {
      more.append(", ").append(delivery.via());
    }
    if (delivery.link().equals("tie")) {
      more.append(", a tie: may as well carry another of ")
          .append(delivery.rivals())
          .append(" equal messages");
    }
    say(flows.remove(delivery.flow()), hop, more.toString());
  }

  private void say(ReportModel.Flow flow, String hop, String more) {
    int count = flow.steps().size();
    String outcome = flow.outcome().equals("complete") ? "" : ", flow " + flow.outcome();
    Set<String> sent = new HashSet<>();
    for (int i = 0; i < count; i++) {
      ReportModel.Step step = flow.steps().get(i);
      boolean repeated = !sent.add(step.type()) || Boolean.TRUE.equals(step.dup());
      String again = repeated ? ", sent again" : "";
      add(step.frame(), hop + ", step " + (i + 1) + " of " + count + again + more + outcome);
    }
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    String length = gap.length() == null ? "an unknown number of" : gap.length().toString();
    add(
        gap.frame(),
        "gap before this: " + length + " bytes " + gap.direction() + ", " + gap.cause());
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    if (finding.frame() != null) {
      String sure = finding.certain() ? "" : " (not certain)";
      String message = SafeText.escape(finding.message());
      add(finding.frame(), finding.severity() + " " + finding.rule() + sure + ": " + message);
    }
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    for (ReportModel.Flow flow : flows.values()) {
      String end = flow.hop().equals("publish") ? " hop from " : " hop to ";
      say(flow, "no trace, " + flow.hop() + end + client(flow.clientId()), "");
    }
    flows.clear();
  }

  private void add(long frame, String comment) {
    comments.computeIfAbsent(frame, number -> new ArrayList<>(1)).add(comment);
  }

  private static String client(String clientId) {
    return clientId == null ? NOBODY : SafeText.escape(clientId);
  }
}
