package dev.hopscope.report;

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
    for (int id : flowIds(trace)) {
      ReportModel.Flow flow = flows.get(id);
      if (flow != null) {
        own.add(flow);
      }
    }
    return own;
  }

  /** The ids of a trace's flows: the publish flow, then forwards, then deliveries. */
  static List<Integer> flowIds(ReportModel.Trace trace) {
    List<Integer> ids = new ArrayList<>();
    if (trace.publishFlow() != null) {
      ids.add(trace.publishFlow());
    }
    trace.forwards().forEach(forward -> ids.add(forward.flow()));
    trace.deliveries().forEach(delivery -> ids.add(delivery.flow()));
    return ids;
  }

  /** The trace with deliveries that came late. */
  static ReportModel.Trace with(ReportModel.Trace trace, List<ReportModel.Delivery> late) {
    List<ReportModel.Delivery> deliveries = new ArrayList<>(trace.deliveries());
    deliveries.addAll(late);
    return new ReportModel.Trace(
        trace.id(),
        trace.topic(),
        trace.payloadLength(),
        trace.payload(),
        trace.payloadBase64(),
        trace.origin(),
        trace.publishFlow(),
        trace.publisher(),
        trace.publishedQos(),
        trace.retain(),
        trace.closedBy(),
        List.copyOf(deliveries),
        trace.forwards(),
        trace.missing(),
        trace.pending());
  }

  /** The view with the deliveries of another and what belongs to them. */
  TraceView with(TraceView late) {
    Map<Integer, ReportModel.Flow> allFlows = new HashMap<>(flows);
    allFlows.putAll(late.flows);
    Map<Integer, ReportModel.Connection> allConnections = new HashMap<>(connections);
    allConnections.putAll(late.connections);
    List<ReportModel.Gap> allGaps = new ArrayList<>(gaps);
    allGaps.addAll(late.gaps);
    ReportModel.Trace whole = with(trace, late.trace.deliveries());
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
