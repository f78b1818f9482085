package dev.hopscope.broker;

import dev.hopscope.broker.PacketEvent.Connack;
import dev.hopscope.broker.PacketEvent.Connect;
import dev.hopscope.broker.PacketEvent.Direction;
import dev.hopscope.broker.PacketEvent.Publish;
import dev.hopscope.broker.PacketEvent.ReasonCode;
import dev.hopscope.broker.PacketEvent.Subscribe;
import dev.hopscope.broker.PacketEvent.Subscription;
import dev.hopscope.broker.PacketEvent.Unsubscribe;
import dev.hopscope.broker.PacketEvent.Will;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A packet as {@code mosquitto -v} tells of it (2.0.11).
 *
 * <p>Like mosquitto it tells of a CONNECT when it is accepted. What came from a client is in the
 * lines as the caller wants it, who may have to keep control characters off a terminal.
 */
public final class MosquittoLines {
  private final UnaryOperator<String> shown;

  /**
   * Lines with this form of names.
   *
   * @param shown what to write for a topic, a ClientID or a user name
   */
  public MosquittoLines(UnaryOperator<String> shown) {
    this.shown = shown;
  }

  /** The lines, each with its end; empty for a CONNECT. */
  public String of(PacketEvent packet) {
    List<String> lines = new ArrayList<>();
    if (packet.content() instanceof Connect) {
      return "";
    }
    if (packet.content() instanceof Connack connack
        && connack.reasonCode() == 0
        && connack.answered() != null) {
      accepted(packet, connack.answered(), lines);
    }
    boolean received = packet.direction() == Direction.CLIENT_TO_SERVER;
    lines.add(
        (received ? "Received " : "Sending ")
            + packet.type()
            + (received ? " from " : " to ")
            + client(packet)
            + detail(packet, received));
    if (packet.content() instanceof Subscribe subscribe) {
      for (Subscription each : subscribe.subscriptions()) {
        lines.add("\t" + shown.apply(each.filter()) + " (QoS " + each.qos() + ")");
      }
    } else if (packet.content() instanceof Unsubscribe unsubscribe) {
      unsubscribe.filters().forEach(each -> lines.add("\t" + shown.apply(each)));
    }
    long seconds = packet.time().getEpochSecond();
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(seconds).append(": ").append(line).append('\n'));
    return text.toString();
  }

  private void accepted(PacketEvent packet, Connect connect, List<String> lines) {
    String level =
        switch (packet.version()) {
          case "3.1" -> "p1";
          case "3.1.1" -> "p2";
          default -> "p5";
        };
    lines.add(
        "New client connected from "
            + packet.client()
            + " as "
            + client(packet)
            + " ("
            + level
            + ", c"
            + bit(connect.cleanStart())
            + ", k"
            + connect.keepAlive()
            + (connect.userName() == null ? "" : ", u'" + shown.apply(connect.userName()) + "'")
            + ").");
    Will will = connect.will();
    if (will == null) {
      lines.add("No will message specified.");
    } else {
      lines.add(
          "Will message specified ("
              + will.payloadLength()
              + " bytes) (r"
              + bit(will.retain())
              + ", q"
              + will.qos()
              + ").");
      lines.add("\t" + shown.apply(will.topic()));
    }
  }

  private String detail(PacketEvent packet, boolean received) {
    if (packet.content() instanceof Publish publish) {
      return " (d"
          + bit(publish.dup())
          + ", q"
          + publish.qos()
          + ", r"
          + bit(publish.retain())
          + ", m"
          + packet.packetId()
          + ", '"
          + shown.apply(publish.topic())
          + "', ... ("
          + publish.payloadLength()
          + " bytes))";
    }
    if (packet.content() instanceof Connack connack) {
      return " (" + bit(connack.sessionPresent()) + ", " + connack.reasonCode() + ")";
    }
    return packet.content() instanceof ReasonCode code ? code(packet, code.code(), received) : "";
  }

  /** Mosquitto has two ways to write what is in an acknowledgement, and uses both. */
  private static String code(PacketEvent packet, int code, boolean received) {
    return switch (packet.type()) {
      case "PUBACK" -> received ? mid(packet, ", RC:" + code) : m(packet, ", rc" + code);
      case "PUBREC" -> received ? mid(packet, "") : m(packet, ", rc" + code);
      case "PUBREL" -> received ? mid(packet, "") : m(packet, "");
      case "PUBCOMP" -> received ? mid(packet, ", RC:" + code) : m(packet, "");
      case "DISCONNECT" -> received ? "" : " (rc" + code + ")";
      default -> "";
    };
  }

  private static String mid(PacketEvent packet, String more) {
    return " (Mid: " + packet.packetId() + more + ")";
  }

  private static String m(PacketEvent packet, String more) {
    return " (m" + packet.packetId() + more + ")";
  }

  private String client(PacketEvent packet) {
    return packet.clientId() == null ? packet.client() : shown.apply(packet.clientId());
  }

  private static int bit(boolean flag) {
    return flag ? 1 : 0;
  }
}
