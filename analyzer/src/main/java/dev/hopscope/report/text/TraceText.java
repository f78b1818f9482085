package dev.hopscope.report.text;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One trace for people: what the message was, what became of it, its ladder, its hops. */
final class TraceText {
  /** A topic is told up to here; MQTT allows 65,535 bytes. */
  private static final int TOPIC_COLUMNS = 240;

  private static final int PAYLOAD_COLUMNS = 60;

  private TraceText() {}

  static List<StyledLine> of(TraceView view, Terminal terminal, TimeScale times) {
    List<StyledLine> lines = new ArrayList<>(head(view.trace(), terminal));
    lines.addAll(verdict(view, terminal));
    lines.add(new StyledLine());
    Ladder ladder = new Ladder(view, terminal, times);
    List<StyledLine> drawn = ladder.lines();
    lines.addAll(drawn);
    if (!drawn.isEmpty()) {
      lines.add(new StyledLine());
    }
    lines.addAll(HopLines.of(view, terminal, drawn.isEmpty() ? null : ladder));
    return lines;
  }

  static List<StyledLine> head(ReportModel.Trace trace, Terminal terminal) {
    String name = "Trace " + Durations.number(trace.id());
    StyledLine first = new StyledLine().add(name, Style.STRONG);
    TextFlow flow = new TextFlow(terminal, first.add("  "), 2);
    String topic = trace.topic() == null ? "(topic unknown)" : terminal.safe(trace.topic());
    flow.add("", terminal.cut(topic, TOPIC_COLUMNS), Style.STRONG);
    flow.add("  ", payload(trace, terminal), Style.PLAIN);
    if (Boolean.TRUE.equals(trace.retain())) {
      flow.add("  ", "retained", Style.PLAIN);
    }
    return flow.lines();
  }

  /** {@code "Hello MQTT!" (11 bytes)}. */
  private static String payload(ReportModel.Trace trace, Terminal terminal) {
    String size =
        trace.payloadLength() == null
            ? "payload of unknown length"
            : Durations.plural(trace.payloadLength(), "byte", "bytes");
    if (trace.payload() != null && trace.payloadLength() != null && trace.payloadLength() > 0) {
      if (trace.payload().isEmpty()) {
        return "(" + size + ")";
      }
      String text = terminal.safe(trace.payload());
      int room = Math.min(PAYLOAD_COLUMNS, terminal.width() - 24);
      return "\"" + terminal.cut(text, room) + "\" (" + size + ")";
    }
    return trace.payloadBase64() != null ? "(" + size + ", not text)" : "(" + size + ")";
  }

  /** What became of the message, in one sentence. */
  private static List<StyledLine> verdict(TraceView view, Terminal terminal) {
    ReportModel.Trace trace = view.trace();
    TextFlow flow = new TextFlow(terminal, new StyledLine(), 0);
    String published =
        trace.publishedQos() == null ? "" : "Published at QoS " + trace.publishedQos() + ", ";
    Set<Integer> receivers = new LinkedHashSet<>();
    Set<Integer> delivered = new TreeSet<>();
    Set<Integer> lower = new TreeSet<>();
    for (ReportModel.Delivery delivery : trace.deliveries()) {
      receivers.add(delivery.session());
      delivered.add(delivery.deliveredQos());
      if (delivery.downgraded()) {
        lower.add(delivery.deliveredQos());
      }
    }
    if (receivers.isEmpty()) {
      String none = published.isEmpty() ? "No delivery was captured." : "no delivery was captured.";
      flow.add("", published + none, Style.PLAIN);
      return flow.lines();
    }
    String rest =
        (published.isEmpty() ? "Delivered at QoS " : "delivered at QoS ")
            + join(delivered)
            + " to "
            + Durations.plural(receivers.size(), "subscriber", "subscribers");
    flow.add("", published + rest + (lower.isEmpty() ? "." : ":"), Style.PLAIN);
    if (!lower.isEmpty()) {
      String from = trace.publishedQos() == null ? "" : trace.publishedQos() + " ";
      String text = "downgraded " + from + terminal.arrow() + " " + join(lower) + ".";
      flow.add(" ", text, Style.WARN);
    }
    return flow.lines();
  }

  /** {@code 0, 1 and 2}. */
  private static String join(Set<Integer> values) {
    StringBuilder text = new StringBuilder();
    int left = values.size();
    for (int value : values) {
      left--;
      text.append(value).append(left > 1 ? ", " : left == 1 ? " and " : "");
    }
    return text.toString();
  }
}
