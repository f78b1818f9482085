package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace with what its ladder needs beside it. Flows, connections or gaps may be absent where a
 * bound of the text report dropped them.
 *
 * @param flows by id
 * @param connections by id
 * @param gaps on the connections of the flows
 */
record TraceView(
    ReportModel.Trace trace,
    Map<Integer, ReportModel.Flow> flows,
    Map<Integer, ReportModel.Connection> connections,
    List<ReportModel.Gap> gaps) {

  /** The trace's flows that are known: the publish flow, then forwards, then deliveries. */
  List<ReportModel.Flow> ownFlows() {
    List<ReportModel.Flow> own = new ArrayList<>();
    for (int id : trace.flowIds()) {
      ReportModel.Flow flow = flows.get(id);
      if (flow != null) {
        own.add(flow);
      }
    }
    return own;
  }

  /** The view with the deliveries of another and what belongs to them. */
  TraceView with(TraceView late) {
    Map<Integer, ReportModel.Flow> allFlows = new HashMap<>(flows);
    allFlows.putAll(late.flows);
    Map<Integer, ReportModel.Connection> allConnections = new HashMap<>(connections);
    allConnections.putAll(late.connections);
    List<ReportModel.Gap> allGaps = new ArrayList<>(gaps);
    allGaps.addAll(late.gaps);
    ReportModel.Trace whole = trace.with(late.trace.deliveries());
    return new TraceView(whole, allFlows, allConnections, allGaps);
  }

  /** The last of a flow's connections that is known, or null. */
  ReportModel.Connection connectionOf(ReportModel.Flow flow) {
    for (int i = flow.connections().size() - 1; i >= 0; i--) {
      ReportModel.Connection connection = connections.get(flow.connections().get(i));
      if (connection != null) {
        return connection;
      }
    }
    return null;
  }
}
