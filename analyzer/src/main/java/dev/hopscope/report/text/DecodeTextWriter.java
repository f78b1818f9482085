package dev.hopscope.report.text;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.Times;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes decoded packets for people: one line a packet, cut to the width. Keeps nothing. Flushes
 * when the input is idle and at the end, and never closes the stream; a failed write is thrown as
 * {@link java.io.UncheckedIOException}.
 */
public final class DecodeTextWriter implements PacketSink {
  private static final int TYPE = 11;

  private final LineOutput out;
  private final Terminal terminal;
  private final boolean utc;
  private final int payloadBytes;
  private final int[] widths = {9, 5, 4, 15};
  private boolean headed;
  private long startNanos = Long.MIN_VALUE;

  /**
   * Creates a writer.
   *
   * @param utc times of day instead of microseconds from the first packet
   * @param payloadBytes at most this much of a payload is shown
   */
  public DecodeTextWriter(OutputStream out, Terminal terminal, boolean utc, int payloadBytes) {
    this.out = new LineOutput(out, terminal.color());
    this.terminal = terminal;
    this.utc = utc;
    this.payloadBytes = payloadBytes;
  }

  @Override
  public void begin(long timeNanos) {
    startNanos = timeNanos;
  }

  @Override
  public void packet(DecodedPacket packet) {
    head();
    long nanos = Times.nanos(packet.time());
    if (startNanos == Long.MIN_VALUE) {
      startNanos = nanos;
    }
    boolean up = packet.direction() == Direction.CLIENT_TO_SERVER;
    String client = up ? packet.source() : packet.destination();
    Style style =
        packet.malformedReason() != null
            ? Style.BAD
            : packet.type() == PacketType.PUBLISH ? Style.PUBLISH : Style.PLAIN;
    StyledLine line =
        place(
            new TimeScale(utc, startNanos).text(nanos),
            Long.toString(packet.frame()),
            Integer.toString(packet.connection()),
            client);
    line.add(" " + arrow(up) + " ").add(packet.type().name(), style);
    line.add(" ".repeat(TYPE + 1 - packet.type().name().length()));
    write(line.add(terminal.safe(detail(packet))));
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    head();
    boolean up = gap.direction().equals("client-to-server");
    String size =
        gap.length() == null
            ? "an unknown number of bytes"
            : Durations.plural(gap.length(), "byte", "bytes");
    StyledLine line = place("", Long.toString(gap.frame()), Integer.toString(gap.connection()), "");
    line.add(" " + arrow(up) + " ");
    line.add("gap: " + size + " not captured (" + gap.cause() + ")", Style.WARN);
    write(line);
  }

  @Override
  public void idle() {
    out.flush();
  }

  @Override
  public void end() {
    out.flush();
  }

  private void head() {
    if (headed) {
      return;
    }
    headed = true;
    String time = new TimeScale(utc, 0).header();
    widths[0] = utc ? Durations.clock(0).length() : widths[0];
    StyledLine line = place(time, "frame", "conn", "client").add(" ".repeat(arrow(true).length()));
    out.line(new StyledLine().add(line.add("  packet").toString(), Style.FAINT));
  }

  /** The columns before the arrow; each is as wide as the widest so far. */
  private StyledLine place(String time, String frame, String connection, String client) {
    String[] cells = {time, frame, connection, client};
    StyledLine line = new StyledLine();
    for (int i = 0; i < cells.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
      String blanks = " ".repeat(widths[i] - cells[i].length());
      boolean last = i == cells.length - 1;
      line.add(i == 0 ? "" : last ? "  " : " ").add(last ? cells[i] + blanks : blanks + cells[i]);
    }
    return line;
  }

  private String arrow(boolean up) {
    return terminal.unicode() ? up ? "→" : "←" : up ? "->" : "<-";
  }

  private void write(StyledLine line) {
    if (line.width() <= terminal.width()) {
      out.line(line);
      return;
    }
    // the detail at the end is plain text, so the cut loses no more than its end
    out.line(line.cut(terminal.width(), terminal.ellipsis()));
  }

  private String detail(DecodedPacket packet) {
    StringBuilder text = new StringBuilder();
    MqttPacket content = packet.content();
    if (packet.type() == PacketType.PUBLISH) {
      publish(packet, text);
    } else if (content instanceof MqttPacket.Connect connect) {
      text.append(connect.clientId() == null ? "?" : connect.clientId());
      text.append(" (MQTT ").append(packet.version().id());
      text.append(connect.cleanStart() ? ", clean" : "").append(connect.bridge() ? ", bridge" : "");
      text.append(connect.will() == null ? "" : ", will " + connect.will().topic()).append(')');
    } else if (content instanceof MqttPacket.Connack connack) {
      text.append(ReasonCodes.connack(connack.reasonCode(), packet.version()));
      text.append(connack.sessionPresent() ? " session present" : "");
    } else if (content instanceof MqttPacket.Acknowledgement acknowledgement) {
      text.append("id ").append(acknowledgement.packetId());
      text.append(acknowledgement.reasonCode() > 0 ? " " + code(acknowledgement.reasonCode()) : "");
    } else if (content instanceof MqttPacket.Subscribe subscribe) {
      text.append("id ").append(subscribe.packetId()).append(' ');
      text.append(
          list(subscribe.subscriptions()).stream()
              .map(subscription -> subscription.filter() + " (QoS " + subscription.qos() + ")")
              .collect(Collectors.joining(", ")));
    } else if (content instanceof MqttPacket.Suback suback) {
      text.append("id ")
          .append(suback.packetId())
          .append(' ')
          .append(granted(suback.reasonCodes()));
    } else if (content instanceof MqttPacket.Unsubscribe unsubscribe) {
      text.append("id ").append(unsubscribe.packetId()).append(' ');
      text.append(String.join(", ", list(unsubscribe.filters())));
    } else if (content instanceof MqttPacket.Unsuback unsuback) {
      text.append("id ").append(unsuback.packetId()).append(' ');
      text.append(
          list(unsuback.reasonCodes()).stream()
              .map(DecodeTextWriter::code)
              .collect(Collectors.joining(", ")));
    } else if (content instanceof MqttPacket.Closing closing) {
      text.append(closing.reasonCode() > 0 ? code(closing.reasonCode()) : "");
    }
    if (packet.malformedReason() != null) {
      text.append(text.isEmpty() ? "" : " ").append("malformed: ").append(packet.malformedReason());
    } else if (!packet.findings().isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append('[');
      text.append(String.join(", ", packet.findings())).append(']');
    }
    return text.toString();
  }

  private void publish(DecodedPacket packet, StringBuilder text) {
    text.append("QoS ").append(packet.qos());
    Payload payload = null;
    if (packet.content() instanceof MqttPacket.Publish publish) {
      text.append(publish.packetId() < 0 ? "" : " id " + publish.packetId());
      payload = publish.payload();
    }
    text.append(packet.dup() ? " DUP" : "").append(packet.retain() ? " RETAIN" : "").append(' ');
    text.append(packet.resolvedTopic() == null ? "(topic unknown)" : packet.resolvedTopic());
    if (payload != null) {
      String start = payload.text(payloadBytes);
      if (start != null && !start.isEmpty()) {
        text.append(" \"").append(start.replace("\"", "'")).append('"');
      }
      text.append(" (").append(payload.length() < 0 ? "?" : Durations.number(payload.length()));
      text.append(payload.length() == 1 ? " byte)" : " bytes)");
    }
  }

  private static String code(int code) {
    return code <= 0 ? "0x00" : ReasonCodes.text(code);
  }

  private static String granted(List<Integer> codes) {
    return list(codes).stream()
        .map(code -> code < 3 ? "QoS " + code : ReasonCodes.text(code))
        .collect(Collectors.joining(", "));
  }

  private static <T> List<T> list(List<T> values) {
    return values == null ? List.of() : values;
  }
}
