package dev.hopscope.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A trace with its flows.
 *
 * @param flows by id; those that are still known
 */
public record TraceFlows(ReportModel.Trace trace, Map<Integer, ReportModel.Flow> flows) {
  /** Copies the map. */
  public TraceFlows {
    flows = Map.copyOf(flows);
  }

  /** The flows that are known: the publish flow, then forwards, then deliveries. */
  public List<ReportModel.Flow> inOrder() {
    List<ReportModel.Flow> all = new ArrayList<>();
    for (int id : trace.flowIds()) {
      ReportModel.Flow flow = flows.get(id);
      if (flow != null) {
        all.add(flow);
      }
    }
    return all;
  }
}
