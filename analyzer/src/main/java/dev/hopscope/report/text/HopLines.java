package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Tells a trace's hops in words: route, QoS, outcome, time, downgrade, and how sure the link is.
 */
final class HopLines {
  /** Characters of a ClientID that a route shows. */
  private static final int NAME_COLUMNS = 24;

  private final TraceView view;
  private final Terminal terminal;
  private final List<Hop> hops = new ArrayList<>();

  private final boolean severalBrokers;

  private record Hop(String kind, String route, String qos, List<Part> parts) {}

  private record Part(String text, Style style) {}

  private HopLines(TraceView view, Terminal terminal) {
    this.view = view;
    this.terminal = terminal;
    this.severalBrokers =
        view.connections().values().stream().map(HopLines::brokerOf).distinct().count() > 1;
  }

  private static String brokerOf(ReportModel.Connection connection) {
    return connection.broker() == null ? connection.server() : connection.broker().toString();
  }

  /** The broker of a flow: its endpoint where there are several. */
  private String broker(Integer flowId) {
    ReportModel.Flow flow = flowId == null ? null : view.flows().get(flowId);
    ReportModel.Connection connection = flow == null ? null : view.connectionOf(flow);
    return severalBrokers && connection != null ? connection.server() : "broker";
  }

  /**
   * The lines of a trace.
   *
   * @param ladder says which receivers have a column; the others are told in groups
   */
  static List<StyledLine> of(TraceView view, Terminal terminal, Ladder ladder) {
    HopLines lines = new HopLines(view, terminal);
    lines.publish();
    view.trace().forwards().forEach(lines::forward);
    Map<Object, List<ReportModel.Delivery>> rest = new LinkedHashMap<>();
    for (ReportModel.Delivery delivery : view.trace().deliveries()) {
      ReportModel.Flow flow = view.flows().get(delivery.flow());
      if (flow == null || ladder == null || ladder.shows(flow)) {
        lines.delivery(delivery);
      } else {
        rest.computeIfAbsent(lines.like(delivery, flow), key -> new ArrayList<>()).add(delivery);
      }
    }
    rest.values().forEach(lines::group);
    lines.missing();
    return lines.set();
  }

  /** The lines of one delivery alone. */
  static List<StyledLine> of(TraceView view, ReportModel.Delivery delivery, Terminal terminal) {
    HopLines lines = new HopLines(view, terminal);
    lines.delivery(delivery);
    return lines.set();
  }

  private void publish() {
    ReportModel.Trace trace = view.trace();
    String client = name(trace.publisher(), "client");
    if (trace.publishFlow() != null) {
      hops.add(
          new Hop(
              "publish",
              client + " " + terminal.arrow() + " " + broker(trace.publishFlow()),
              qos(trace.publishedQos()),
              outcome(view.flows().get(trace.publishFlow()))));
      return;
    }
    String origin =
        switch (trace.origin()) {
          case "will" -> "the will of " + client + ", published by the broker";
          case "broker" -> "the broker itself";
          default -> "its publish hop was not captured";
        };
    Style style = trace.origin().equals("unknown") ? Style.WARN : Style.PLAIN;
    hops.add(new Hop("origin", origin, "", List.of()));
    if (style == Style.WARN && trace.publishedQos() != null) {
      hops.add(new Hop("", "published", qos(trace.publishedQos()), List.of()));
    }
  }

  private void forward(ReportModel.Forward forward) {
    ReportModel.Flow flow = view.flows().get(forward.flow());
    List<Part> parts = new ArrayList<>(outcome(flow));
    if (forward.topic() != null && !forward.topic().equals(view.trace().topic())) {
      parts.add(new Part("as " + terminal.safe(forward.topic()), Style.PLAIN));
    }
    String client = flow == null ? "bridge" : name(flow.clientId(), "bridge");
    hops.add(
        new Hop(
            "forward",
            client + " " + terminal.arrow() + " " + broker(forward.flow()),
            qos(flow == null ? null : flow.qos()),
            parts));
  }

  private void delivery(ReportModel.Delivery delivery) {
    List<Part> parts = new ArrayList<>(outcome(view.flows().get(delivery.flow())));
    parts.addAll(details(delivery, true));
    hops.add(
        new Hop(
            "delivery",
            broker(delivery.flow())
                + " "
                + terminal.arrow()
                + " "
                + name(delivery.clientId(), address(delivery)),
            qos(delivery.deliveredQos()),
            parts));
  }

  private List<Part> details(ReportModel.Delivery delivery, boolean withLatency) {
    List<Part> parts = new ArrayList<>();
    if (Objects.equals(delivery.via(), "retained")) {
      parts.add(new Part("retained message", Style.PLAIN));
    } else if (Objects.equals(delivery.via(), "queued")) {
      parts.add(new Part("queued while offline", Style.PLAIN));
    }
    if (withLatency && delivery.latencyNanos() != null) {
      String latency = "latency " + Durations.text(delivery.latencyNanos());
      parts.add(new Part(latency + clocks(delivery), Style.PLAIN));
    }
    if (delivery.downgraded()) {
      String granted =
          delivery.grantedQos() == null ? "" : " (granted " + delivery.grantedQos() + ")";
      String text =
          "downgraded "
              + (view.trace().publishedQos() == null ? "" : view.trace().publishedQos() + " ")
              + terminal.arrow()
              + " "
              + delivery.deliveredQos()
              + granted;
      parts.add(new Part(text, Style.WARN));
    }
    if (delivery.expectedQos() != null && !servedAsExpected(delivery)) {
      parts.add(new Part("expected QoS " + delivery.expectedQos(), Style.BAD));
    }
    if (delivery.copy() > 1) {
      Style style = delivery.duplicate() ? Style.WARN : Style.PLAIN;
      parts.add(new Part("copy " + delivery.copy(), style));
    }
    if (delivery.link() != null) {
      parts.add(link(delivery));
    }
    return parts;
  }

  private static String clocks(ReportModel.Delivery delivery) {
    return delivery.crossClock() ? " (by two clocks)" : "";
  }

  /**
   * Whether the receiver got the message at the expected QoS: with overlapping subscriptions one
   * copy is enough, and the others may be lower (3.1.1 and 5.0, section 3.3.5 and 3.3.4).
   */
  private boolean servedAsExpected(ReportModel.Delivery delivery) {
    return view.trace().deliveries().stream()
        .filter(other -> other.session() == delivery.session())
        .anyMatch(other -> other.deliveredQos() == delivery.expectedQos());
  }

  private static Part link(ReportModel.Delivery delivery) {
    if (delivery.link().equals("tie")) {
      String messages = Durations.plural(delivery.rivals() + 1L, "message", "messages");
      return new Part("link: could be any of " + messages + " (tie)", Style.WARN);
    }
    return new Part("link: certain (" + delivery.link() + ")", Style.PLAIN);
  }

  /** What groups deliveries that have no column. */
  private Object like(ReportModel.Delivery delivery, ReportModel.Flow flow) {
    return List.of(
        flow.outcome(),
        delivery.deliveredQos(),
        delivery.downgraded(),
        Objects.toString(delivery.grantedQos()),
        Objects.toString(delivery.via()),
        Objects.toString(delivery.link()),
        delivery.crossClock());
  }

  private void group(List<ReportModel.Delivery> deliveries) {
    ReportModel.Delivery first = deliveries.get(0);
    if (deliveries.size() == 1) {
      delivery(first);
      return;
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (ReportModel.Delivery delivery : deliveries) {
      if (delivery.latencyNanos() != null) {
        least = Math.min(least, delivery.latencyNanos());
        most = Math.max(most, delivery.latencyNanos());
      }
    }
    ReportModel.Flow flow = view.flows().get(first.flow());
    List<Part> parts = new ArrayList<>();
    parts.add(new Part("all " + flow.outcome(), styleOf(flow.outcome())));
    if (least <= most) {
      String range = "latency " + Durations.text(least) + " to " + Durations.text(most);
      parts.add(new Part(range + clocks(first), Style.PLAIN));
    }
    parts.addAll(details(first, false));
    hops.add(
        new Hop(
            "delivery",
            "broker " + terminal.arrow() + " " + Durations.number(deliveries.size()) + " more",
            qos(first.deliveredQos()),
            parts));
  }

  private void missing() {
    for (ReportModel.Missing missing : view.trace().missing()) {
      List<Part> parts = new ArrayList<>();
      if (missing.oneOf() != null && missing.oneOf().size() > 1) {
        parts.add(new Part("one of traces " + missing.oneOf() + " not delivered", Style.BAD));
      } else {
        String sure = missing.certain() ? "certain" : "or not captured";
        parts.add(new Part("not delivered (" + sure + ")", Style.BAD));
      }
      if (missing.filter() != null) {
        parts.add(new Part("subscribed to " + terminal.safe(missing.filter()), Style.PLAIN));
      }
      String receiver =
          missing.shareGroup() != null
              ? "group " + name(missing.shareGroup(), "")
              : name(missing.clientId(), "client");
      hops.add(
          new Hop(
              "missing",
              "broker " + terminal.arrow() + " " + receiver,
              qos(missing.grantedQos()),
              parts));
    }
    for (ReportModel.Pending pending : view.trace().pending()) {
      hops.add(
          new Hop(
              "pending",
              "broker " + terminal.arrow() + " " + name(pending.clientId(), "client"),
              "",
              List.of(new Part("not delivered yet when the capture ended", Style.WARN))));
    }
  }

  private List<Part> outcome(ReportModel.Flow flow) {
    List<Part> parts = new ArrayList<>();
    if (flow == null) {
      parts.add(new Part("steps no longer kept", Style.WARN));
      return parts;
    }
    String outcome = flow.outcome();
    Style style = styleOf(outcome);
    switch (outcome) {
      case "complete" -> {
        boolean timed = flow.steps().size() > 1 && flow.durationNanos() != null;
        String time = timed ? " in " + Durations.text(flow.durationNanos()) : "";
        parts.add(new Part("complete" + time, style));
        if (timed) {
          parts.add(new Part("(" + flow.steps().size() + " steps)", style));
        }
        addAnswer(flow, parts);
      }
      case "refused" -> parts.add(new Part("refused: " + refusal(flow), style));
      case "abandoned" -> parts.add(new Part("abandoned: " + abandonment(flow), style));
      case "open" -> parts.add(new Part("open: the capture ended first", style));
      default -> parts.add(new Part("unknown: " + doubt(flow), style));
    }
    if (flow.retransmissions() > 0) {
      String repeats =
          Durations.plural(flow.retransmissions(), "packet repeated", "packets repeated");
      parts.add(new Part(repeats, Style.WARN));
    }
    return parts;
  }

  /** A reason code that is no error but says something. */
  private static void addAnswer(ReportModel.Flow flow, List<Part> parts) {
    for (ReportModel.Step step : flow.steps()) {
      if (step.reasonCode() != null && step.reasonCode() > 0 && step.reasonCode() < 0x80) {
        String code = ReasonCodes.text(step.reasonCode());
        parts.add(new Part(step.type() + " says " + code, Style.PLAIN));
      }
    }
  }

  private static String refusal(ReportModel.Flow flow) {
    Integer code = worstCode(flow);
    return code == null ? "by a reason code" : ReasonCodes.text(code);
  }

  private static String abandonment(ReportModel.Flow flow) {
    Integer code = worstCode(flow);
    return code == null ? "the session ended first" : ReasonCodes.text(code);
  }

  private static Integer worstCode(ReportModel.Flow flow) {
    Integer worst = null;
    for (ReportModel.Step step : flow.steps()) {
      if (step.reasonCode() != null && step.reasonCode() >= 0x80) {
        worst = step.reasonCode();
      }
    }
    return worst;
  }

  private static String doubt(ReportModel.Flow flow) {
    return flow.unseen().isEmpty()
        ? "the capture does not show its end"
        : String.join(", ", flow.unseen()) + " not captured";
  }

  private static Style styleOf(String outcome) {
    return switch (outcome) {
      case "complete" -> Style.GOOD;
      case "refused", "abandoned" -> Style.BAD;
      default -> Style.WARN;
    };
  }

  private String address(ReportModel.Delivery delivery) {
    ReportModel.Connection connection = view.connections().get(delivery.connection());
    return connection == null ? "client" : connection.clientText();
  }

  private String name(String clientId, String otherwise) {
    String name = clientId == null || clientId.isEmpty() ? otherwise : clientId;
    return terminal.cutMiddle(terminal.safe(name), Math.max(NAME_COLUMNS, terminal.width() / 4));
  }

  private static String qos(Integer qos) {
    return qos == null ? "QoS ?" : "QoS " + qos;
  }

  private List<StyledLine> set() {
    int kind = 0;
    int route = 0;
    for (Hop hop : hops) {
      kind = Math.max(kind, hop.kind().length());
      route = Math.max(route, hop.qos().isEmpty() ? 0 : Columns.of(hop.route()));
    }
    List<StyledLine> lines = new ArrayList<>();
    for (Hop hop : hops) {
      StyledLine line = new StyledLine().add("  ").add(hop.kind(), Style.STRONG).pad(kind + 4);
      int after = kind + 4 + route + 2;
      int indent = after + 7;
      TextFlow flow = new TextFlow(terminal, line, kind + 4);
      flow.add("", hop.route(), Style.PLAIN);
      if (!hop.qos().isEmpty()) {
        line.pad(after).add(hop.qos()).pad(indent);
      }
      for (int i = 0; i < hop.parts().size(); i++) {
        Part part = hop.parts().get(i);
        String separator = i == 0 ? "" : part.text().startsWith("(") ? " " : ", ";
        flow.add(separator, part.text(), part.style());
      }
      lines.addAll(flow.lines());
    }
    return lines;
  }
}
