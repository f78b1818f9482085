package dev.hopscope.report;

import dev.hopscope.capture.Clocks;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.qos.Hop;
import dev.hopscope.qos.Outcome;
import dev.hopscope.qos.QosFlow;
import dev.hopscope.qos.Step;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Link;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.Via;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The counts and latencies of a run; memory does not grow with it. */
final class Totals {
  private final long[] packets = new long[PacketType.values().length];
  private final long[] flows = new long[Outcome.values().length];
  private final LatencyTable publish = new LatencyTable();
  private final LatencyTable delivery = new LatencyTable();
  private final LatencyTable endToEnd = new LatencyTable();
  private final Map<String, Long> findings = new TreeMap<>();
  private long traces;
  private long deliveries;
  private long downgraded;
  private long duplicates;
  private long ties;
  private long crossClock;

  void packet(PacketType type) {
    packets[type.ordinal()]++;
  }

  void flow(QosFlow flow, boolean crossClock) {
    flows[flow.outcome().ordinal()]++;
    List<Step> steps = flow.steps();
    boolean whole = flow.outcome() == Outcome.COMPLETE && flow.unseen().isEmpty();
    if (whole && flow.qos() > 0 && !crossClock) {
      long nanos = steps.get(steps.size() - 1).timeNanos() - steps.get(0).timeNanos();
      (flow.hop() == Hop.PUBLISH ? publish : delivery).record(flow.qos(), nanos);
    }
  }

  void trace(Trace trace, Clocks clocks) {
    traces++;
    List<Delivery> all = trace.deliveries();
    for (int i = 0; i < all.size(); i++) {
      delivery(trace, all.get(i), clocks);
    }
  }

  void delivery(Trace trace, Delivery each, Clocks clocks) {
    deliveries++;
    boolean tie = each.link() == Link.TIE;
    downgraded += each.qos() < trace.publishedQos() ? 1 : 0;
    duplicates += each.duplicate() ? 1 : 0;
    ties += tie ? 1 : 0;
    boolean twoClocks = Elements.crossClock(trace, each, clocks);
    crossClock += twoClocks ? 1 : 0;
    boolean measured = each.via() == Via.LIVE && trace.publishFlow() != null;
    if (measured && !tie && !twoClocks) {
      endToEnd.record(each.qos(), each.nanos() - trace.publishFlow().firstNanos());
    }
  }

  /** Counts a finding and tells how many of its rule there are now. */
  long finding(String rule) {
    return findings.merge(rule, 1L, Long::sum);
  }

  ReportModel.Summary summary(Map<String, Long> limits) {
    Map<String, Long> byType = new LinkedHashMap<>();
    for (PacketType type : PacketType.values()) {
      if (packets[type.ordinal()] > 0) {
        byType.put(type.name(), packets[type.ordinal()]);
      }
    }
    return new ReportModel.Summary(
        byType,
        new ReportModel.Outcomes(
            flows[Outcome.COMPLETE.ordinal()],
            flows[Outcome.OPEN.ordinal()],
            flows[Outcome.ABANDONED.ordinal()],
            flows[Outcome.REFUSED.ordinal()],
            flows[Outcome.UNKNOWN.ordinal()]),
        traces,
        deliveries,
        downgraded,
        duplicates,
        0,
        0,
        ties,
        crossClock,
        new TreeMap<>(findings),
        new TreeMap<>(limits),
        new ReportModel.Latencies(
            publish.percentiles(), delivery.percentiles(), endToEnd.percentiles()));
  }
}
