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
 * those in which all went as it should leave first, the latest of them before the others.
 */
final class KeptTraces {
  private final TreeMap<Integer, ReportModel.Trace> traces = new TreeMap<>();
  private final Map<Integer, ReportModel.Flow> flows = new HashMap<>();
  private final TreeSet<Integer> inOrder = new TreeSet<>();
  private Limits limits = Limits.defaults();

  void begin(Limits run) {
    limits = run;
  }

  /** A flow; its trace comes later, and decides. */
  void flow(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
  }

  void trace(ReportModel.Trace trace) {
    boolean problem = TraceFilter.hasProblem(trace, flows::get);
    if (traces.size() >= limits.max(Limit.PAGE_TRACES)) {
      limits.hit(Limit.PAGE_TRACES);
      if (!problem || inOrder.isEmpty()) {
        trace.flowIds().forEach(flows::remove);
        return;
      }
      forget(inOrder.last());
    }
    traces.put(trace.id(), trace);
    if (!problem) {
      inOrder.add(trace.id());
    }
  }

  private void forget(int id) {
    inOrder.remove(id);
    traces.remove(id).flowIds().forEach(flows::remove);
  }

  /** A delivery that came after its trace; it may be the trace's first problem. */
  void delivery(ReportModel.LateDelivery late) {
    ReportModel.Trace trace = traces.get(late.trace());
    if (trace == null) {
      flows.remove(late.delivery().flow());
      return;
    }
    ReportModel.Trace whole = trace.with(List.of(late.delivery()));
    traces.put(whole.id(), whole);
    if (TraceFilter.hasProblem(whole, flows::get)) {
      inOrder.remove(whole.id());
    }
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
