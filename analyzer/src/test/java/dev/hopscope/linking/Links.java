package dev.hopscope.linking;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The traces of a report, found by the frames of their PUBLISH packets. */
final class Links implements ReportSink {
  private final Map<Integer, ReportModel.Flow> flows = new HashMap<>();
  private final Map<Integer, ReportModel.Trace> traceOfDelivery = new HashMap<>();
  private final Map<Integer, ReportModel.Delivery> deliveries = new HashMap<>();
  private final Map<Integer, ReportModel.Trace> traces = new HashMap<>();
  private final Map<Integer, ReportModel.Trace> traceOfPublish = new HashMap<>();
  private ReportModel.Summary summary;

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    traces.put(trace.id(), trace);
    if (trace.publishFlow() != null) {
      traceOfPublish.put(frame(trace.publishFlow()), trace);
    }
    trace.deliveries().forEach(delivery -> add(trace, delivery));
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    add(traces.get(late.trace()), late.delivery());
  }

  @Override
  public void summary(ReportModel.Summary totals) {
    summary = totals;
  }

  private void add(ReportModel.Trace trace, ReportModel.Delivery delivery) {
    deliveries.put(frame(delivery.flow()), delivery);
    traceOfDelivery.put(frame(delivery.flow()), trace);
  }

  /** The frame of a flow's first packet. */
  int frame(int flow) {
    return (int) flows.get(flow).steps().get(0).frame();
  }

  /** The delivery whose PUBLISH is in a frame. */
  ReportModel.Delivery delivery(int frame) {
    return deliveries.get(frame);
  }

  /** The trace that a delivery belongs to. */
  ReportModel.Trace traceOf(int deliveryFrame) {
    return traceOfDelivery.get(deliveryFrame);
  }

  /** The frame of the publish that a delivery belongs to, 0 if none was captured. */
  int publishOf(int deliveryFrame) {
    Integer flow = traceOf(deliveryFrame).publishFlow();
    return flow == null ? 0 : frame(flow);
  }

  /** The trace of a publish by its frame. */
  ReportModel.Trace published(int frame) {
    return traceOfPublish.get(frame);
  }

  List<ReportModel.Trace> traces() {
    return new ArrayList<>(traces.values());
  }

  ReportModel.Summary summary() {
    return summary;
  }
}
