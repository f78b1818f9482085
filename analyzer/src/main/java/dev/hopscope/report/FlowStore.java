package dev.hopscope.report;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps flows until their trace comes, at most {@link Limit#REPORT_FLOWS} of them: the oldest
 * leaves first, and its trace is then told without it. Not thread-safe.
 */
public final class FlowStore {
  private final Limits limits;
  private final Map<Integer, ReportModel.Flow> waiting = new LinkedHashMap<>();

  /** Creates a store that keeps to the limits of a run. */
  public FlowStore(Limits limits) {
    this.limits = limits;
  }

  /** Keeps a flow. */
  public void put(ReportModel.Flow flow) {
    waiting.put(flow.id(), flow);
    if (waiting.size() > limits.max(Limit.REPORT_FLOWS)) {
      limits.hit(Limit.REPORT_FLOWS);
      waiting.remove(waiting.keySet().iterator().next());
    }
  }

  /** Hands over the flows of these ids that are known, by id. */
  public Map<Integer, ReportModel.Flow> take(List<Integer> ids) {
    Map<Integer, ReportModel.Flow> own = new HashMap<>();
    for (int id : ids) {
      ReportModel.Flow flow = waiting.remove(id);
      if (flow != null) {
        own.put(id, flow);
      }
    }
    return own;
  }
}
