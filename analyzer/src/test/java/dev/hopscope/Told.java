package dev.hopscope;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an analysis tells of messages and clients, in words that hold in another capture too. */
final class Told implements ReportSink {
  private final Map<Integer, ReportModel.Flow> flows = new HashMap<>();
  private final Map<Integer, ReportModel.Trace> traces = new LinkedHashMap<>();
  private final List<ReportModel.Connection> connections = new ArrayList<>();
  private ReportModel.Summary summary;

  static Told of(Path... captures) {
    Told told = new Told();
    RunResult result =
        Analyzer.analyze(AnalyzerOptions.DEFAULT, told).run(List.of(captures), Progress.NONE);
    if (!result.problems().isEmpty()) {
      throw new IllegalStateException(result.problems().toString());
    }
    return told;
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    traces.put(trace.id(), trace);
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    traces.computeIfPresent(late.trace(), (id, trace) -> trace.with(List.of(late.delivery())));
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    if (!connection.partial()) {
      connections.add(connection);
    }
  }

  @Override
  public void summary(ReportModel.Summary totals) {
    summary = totals;
  }

  List<Integer> ids() {
    return List.copyOf(traces.keySet());
  }

  ReportModel.Trace trace(int id) {
    return traces.get(id);
  }

  ReportModel.Flow flow(int id) {
    return flows.get(id);
  }

  List<String> clients() {
    return connections.stream()
        .map(ReportModel.Connection::clientId)
        .filter(java.util.Objects::nonNull)
        .distinct()
        .toList();
  }

  ReportModel.Summary summary() {
    return summary;
  }

  List<String> messages() {
    return ids().stream().map(this::message).toList();
  }

  /** A trace without its ids, and how it was closed. */
  String message(int id) {
    ReportModel.Trace trace = traces.get(id);
    StringBuilder text = new StringBuilder();
    text.append(trace.topic()).append(' ').append(trace.payload()).append(trace.payloadBase64());
    text.append(' ').append(trace.origin()).append(' ').append(trace.publisher());
    text.append(' ').append(trace.publishedQos()).append(trace.retain());
    text.append('\n').append(flowText(trace.publishFlow()));
    trace.forwards().forEach(each -> text.append("\n> ").append(flowText(each.flow())));
    List<ReportModel.Delivery> deliveries = new ArrayList<>(trace.deliveries());
    deliveries.sort(Comparator.comparing(this::deliveryText));
    deliveries.forEach(each -> text.append('\n').append(deliveryText(each)));
    return text.toString();
  }

  private String deliveryText(ReportModel.Delivery delivery) {
    return String.join(
        " ",
        delivery.clientId(),
        delivery.via(),
        delivery.subscriptions().toString(),
        delivery.grantedQos() + "/" + delivery.expectedQos() + "/" + delivery.deliveredQos(),
        delivery.downgraded() + " copy " + delivery.copy(),
        delivery.latencyNanos() + "/" + delivery.hopLatencyNanos(),
        delivery.link(),
        flowText(delivery.flow()));
  }

  private String flowText(Integer id) {
    if (id == null) {
      return "no flow";
    }
    ReportModel.Flow flow = flows.get(id);
    StringBuilder text = new StringBuilder();
    text.append(flow.hop()).append(' ').append(flow.clientId()).append(' ').append(flow.topic());
    text.append(' ').append(flow.qos()).append(flow.packetId()).append(flow.retain());
    text.append(flow.payloadDigest()).append(' ').append(flow.outcome());
    text.append(flow.retransmissions()).append(flow.unseen()).append(flow.durationNanos());
    return text.append(steps(flow)).toString();
  }

  /** What a trace tells without a name or content in it. */
  String shape(int id) {
    ReportModel.Trace trace = traces.get(id);
    StringBuilder text = new StringBuilder();
    text.append(trace.payloadLength()).append(' ').append(trace.origin()).append(trace.retain());
    text.append(trace.publishedQos()).append(' ').append(length(trace.topic()));
    text.append(length(trace.publisher())).append(flowShape(trace.publishFlow()));
    trace.forwards().forEach(each -> text.append("\n> ").append(flowShape(each.flow())));
    for (ReportModel.Delivery each : trace.deliveries()) {
      text.append('\n').append(length(each.clientId())).append(each.via()).append(each.link());
      text.append(each.grantedQos()).append(each.expectedQos()).append(each.deliveredQos());
      text.append(each.copy()).append(each.latencyNanos()).append(each.rivals());
      each.subscriptions().forEach(one -> text.append(length(one.filter())));
      text.append(flowShape(each.flow()));
    }
    return text.toString();
  }

  private static int length(String name) {
    return name == null ? -1 : name.getBytes(StandardCharsets.UTF_8).length;
  }

  private String flowShape(Integer id) {
    if (id == null) {
      return " no flow";
    }
    ReportModel.Flow flow = flows.get(id);
    return " " + flow.outcome() + flow.packetId() + flow.retransmissions() + steps(flow);
  }

  private static String steps(ReportModel.Flow flow) {
    StringBuilder text = new StringBuilder();
    for (ReportModel.Step step : flow.steps()) {
      text.append(' ').append(step.type()).append(step.time()).append(step.direction());
      text.append(step.packetId()).append(step.dup()).append(step.reasonCode());
    }
    return text.toString();
  }

  /** The connections of a client without their ids. */
  List<String> connectionsOf(String clientId) {
    return connections.stream()
        .filter(each -> clientId.equals(each.clientId()))
        .map(
            each ->
                String.join(
                    " ",
                    each.client(),
                    each.server(),
                    each.version(),
                    each.firstTime(),
                    each.lastTime(),
                    String.valueOf(each.cleanStart()),
                    String.valueOf(each.packets()),
                    String.valueOf(each.gaps()),
                    String.valueOf(each.roundTripNanos()),
                    String.valueOf(each.retransmittedSegments())))
        .toList();
  }

  /** The flows of a client without their ids. */
  List<String> flowsOf(String clientId) {
    return flows.values().stream()
        .filter(each -> clientId.equals(each.clientId()))
        .map(each -> flowText(each.id()))
        .sorted()
        .toList();
  }
}
