package dev.hopscope.report.html;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.filter.TraceFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The traces of a page and their flows, at most {@link Limit#PAGE_TRACES}. Where there are more,
 * those in which all went as it should leave first, then those that were only downgraded; the
 * latest before the others.
 */
final class KeptTraces {
  private final TreeMap<Integer, ReportModel.Trace> traces = new TreeMap<>();
  private final Map<Integer, ReportModel.Flow> flows = new HashMap<>();
  private final List<TreeSet<Integer>> byGravity =
      List.of(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
  private Limits limits = Limits.defaults();

  void begin(Limits run) {
    limits = run;
  }

  /** A flow; its trace comes later, and decides. */
  void flow(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
  }

  void trace(ReportModel.Trace trace) {
    int gravity = gravity(trace);
    if (traces.size() >= limits.max(Limit.PAGE_TRACES)) {
      limits.hit(Limit.PAGE_TRACES);
      if (!makeRoom(gravity)) {
        trace.flowIds().forEach(flows::remove);
        return;
      }
    }
    traces.put(trace.id(), trace);
    byGravity.get(gravity).add(trace.id());
  }

  /** 0 where all went as it should, 1 where the message was only downgraded, else 2. */
  private int gravity(ReportModel.Trace trace) {
    if (TraceFilter.hasFault(trace, flows::get)) {
      return 2;
    }
    return TraceFilter.hasProblem(trace, flows::get) ? 1 : 0;
  }

  /** Lets go of the latest of the least grave traces below a gravity; false if there is none. */
  private boolean makeRoom(int gravity) {
    for (TreeSet<Integer> ids : byGravity.subList(0, gravity)) {
      Integer last = ids.pollLast();
      if (last != null) {
        traces.remove(last).flowIds().forEach(flows::remove);
        return true;
      }
    }
    return false;
  }

  /** A delivery that came after its trace; it may be the trace's first problem. */
  void delivery(ReportModel.LateDelivery late) {
    ReportModel.Trace trace = traces.get(late.trace());
    if (trace == null) {
      flows.remove(late.delivery().flow());
      return;
    }
    ReportModel.Trace whole = trace.with(List.of(late.delivery()));
    byGravity.get(gravity(trace)).remove(whole.id());
    byGravity.get(gravity(whole)).add(whole.id());
    traces.put(whole.id(), whole);
  }

  /** What is kept, by id. */
  List<ReportModel.Trace> traces() {
    return List.copyOf(traces.values());
  }

  /** The flows of what is kept, in the order of their traces. */
  List<ReportModel.Flow> flows() {
    List<ReportModel.Flow> kept = new ArrayList<>();
    for (ReportModel.Trace trace : traces.values()) {
      for (int id : trace.flowIds()) {
        ReportModel.Flow flow = flows.get(id);
        if (flow != null) {
          kept.add(flow);
        }
      }
    }
    return kept;
  }
}
