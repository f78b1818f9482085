package dev.hopscope.report.mermaid;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Times;
import dev.hopscope.report.TraceFlows;
import dev.hopscope.report.text.Durations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sequence diagram of one or more traces, of bounded length. */
public final class MermaidDiagram {
  /** The length that GitHub and Mermaid itself draw. */
  public static final int MOST_CHARACTERS = 50_000;

  private static final int NAME = 40;
  private static final int TOPIC = 80;
  private static final int ROOM = 200; // for the note that something was left out

  private final int most;
  private final Map<String, String> participants = new LinkedHashMap<>();
  private final StringBuilder head = new StringBuilder("sequenceDiagram\n");
  private final StringBuilder body = new StringBuilder();
  private boolean full;
  private long leftOut;

  /** Creates an empty diagram of at most {@link #MOST_CHARACTERS}. */
  public MermaidDiagram() {
    this(MOST_CHARACTERS);
  }

  MermaidDiagram(int most) {
    this.most = most;
  }

  private record Arrow(ReportModel.Step step, ReportModel.Flow flow, String broker) {}

  /** The diagram of one trace. */
  public static String of(TraceFlows trace) {
    MermaidDiagram diagram = new MermaidDiagram();
    diagram.add(trace);
    return diagram.text();
  }

  /** Adds a trace, or as much of it as there is room for. */
  public void add(TraceFlows trace) {
    if (full) {
      leftOut++;
      return;
    }
    List<Arrow> arrows = arrows(trace);
    if (arrows.isEmpty()) {
      return;
    }
    String first = participant(arrows.get(0));
    String broker = broker(arrows.get(0).broker());
    line("Note over " + first + "," + broker + ": " + title(trace.trace()));
    long start = Times.nanos(arrows.get(0).step().time());
    for (Arrow arrow : arrows) {
      if (full) {
        break;
      }
      arrow(arrow, start);
    }
    trace.trace().deliveries().forEach(each -> remark(trace, each));
  }

  private static String title(ReportModel.Trace trace) {
    String topic = trace.topic() == null ? "(topic unknown)" : trace.topic();
    String qos = trace.publishedQos() == null ? "" : ", published at QoS " + trace.publishedQos();
    return "Trace " + trace.id() + " " + MermaidText.of(topic, TOPIC) + qos;
  }

  private static List<Arrow> arrows(TraceFlows trace) {
    Map<Integer, String> brokers = new LinkedHashMap<>();
    for (ReportModel.Forward forward : trace.trace().forwards()) {
      brokers.put(forward.flow(), "broker " + forward.broker());
    }
    for (ReportModel.Delivery delivery : trace.trace().deliveries()) {
      brokers.put(delivery.flow(), brokers.getOrDefault(delivery.parent(), "broker"));
    }
    List<Arrow> arrows = new ArrayList<>();
    for (ReportModel.Flow flow : trace.inOrder()) {
      String broker = brokers.getOrDefault(flow.id(), "broker");
      flow.steps().forEach(step -> arrows.add(new Arrow(step, flow, broker)));
    }
    arrows.sort(
        Comparator.comparing((Arrow arrow) -> arrow.step().time())
            .thenComparingInt(arrow -> arrow.step().capture())
            .thenComparingLong(arrow -> arrow.step().frame()));
    return arrows;
  }

  private void arrow(Arrow arrow, long startNanos) {
    ReportModel.Step step = arrow.step();
    String client = participant(arrow);
    String broker = broker(arrow.broker());
    boolean up = step.direction().equals("client-to-server");
    StringBuilder label = new StringBuilder(step.type());
    if (step.type().equals("PUBLISH") && arrow.flow().qos() != null) {
      label.append(" QoS ").append(arrow.flow().qos());
    }
    if (step.packetId() != null) {
      label.append(" id ").append(step.packetId());
    }
    label.append(Boolean.TRUE.equals(step.dup()) ? " DUP" : "");
    if (step.reasonCode() != null && step.reasonCode() > 0) {
      label.append(" code ").append(step.reasonCode());
    }
    label
        .append(" (+")
        .append(Durations.text(Times.nanos(step.time()) - startNanos))
        .append(", frame ")
        .append(step.frame())
        .append(')');
    String line = up ? client + "->>" + broker : broker + "->>" + client;
    line((step.type().equals("PUBLISH") ? line : line.replace("->>", "-->>")) + ": " + label);
  }

  private void remark(TraceFlows trace, ReportModel.Delivery delivery) {
    ReportModel.Flow flow = trace.flows().get(delivery.flow());
    if (flow == null || full) {
      return;
    }
    String client = participants.get(key(flow));
    if (delivery.downgraded()) {
      String from = trace.trace().publishedQos() == null ? "" : trace.trace().publishedQos() + " ";
      line("Note right of " + client + ": downgraded " + from + "to " + delivery.deliveredQos());
    }
    if (!flow.outcome().equals("complete")) {
      line("Note right of " + client + ": " + flow.outcome());
    }
  }

  private static String key(ReportModel.Flow flow) {
    return flow.hop() + " " + flow.session();
  }

  private String participant(Arrow arrow) {
    String key = key(arrow.flow());
    String name = arrow.flow().clientId() == null ? "a client" : arrow.flow().clientId();
    return participant(key, MermaidText.of(name, NAME));
  }

  private String broker(String name) {
    return participant(name, name);
  }

  private String participant(String key, String name) {
    String known = participants.get(key);
    if (known != null) {
      return known;
    }
    String id = "p" + (participants.size() + 1);
    participants.put(key, id);
    head.append("  participant ").append(id).append(" as ").append(name).append('\n');
    return id;
  }

  private void line(String text) {
    if (full || head.length() + body.length() + text.length() + ROOM > most) {
      full = true;
      leftOut += leftOut == 0 ? 1 : 0;
      return;
    }
    body.append("  ").append(text).append('\n');
  }

  /** Whether something was left out. */
  public boolean cut() {
    return full;
  }

  /** The diagram; it says so where something was left out. Empty where there is nothing to draw. */
  public String text() {
    if (participants.isEmpty()) {
      return "";
    }
    String more = leftOut > 1 ? ", and " + (leftOut - 1) + " more messages" : "";
    String note = full ? "  Note over p1: cut here, the rest is left out" + more + "\n" : "";
    return head + body.toString() + note;
  }
}
