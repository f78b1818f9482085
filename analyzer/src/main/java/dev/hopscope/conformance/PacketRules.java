package dev.hopscope.conformance;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.Notes;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.transport.ProxyHeader;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Rules that one packet and its connection decide. */
public final class PacketRules implements ConnectionListener {
  private final Consumer<Finding> findings;

  /** Creates the rules; findings go to {@code findings} as they are made. */
  public PacketRules(Consumer<Finding> findings) {
    this.findings = findings;
  }

  @Override
  public void onOpened(MqttConnection connection, Provenance at) {
    ProxyHeader proxy = connection.proxy();
    if (proxy != null && proxy.malformed()) {
      String message = "the PROXY header in front is wrong: " + proxy.problem();
      findings.accept(Finding.of(Rule.PROXY_HEADER_MALFORMED, true, connection, at, message));
    }
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    notes(connection, packet, at);
    opening(connection, direction, packet, at);
    if (wrongWay(direction, packet)) {
      findings.accept(
          Finding.of(
              Rule.WRONG_DIRECTION,
              connection.serverBasis() == MqttConnection.ServerBasis.CONNECT,
              connection,
              at,
              packet.type() + " sent " + direction.id()));
    }
    boolean unbound =
        packet.type() == PacketType.PUBLISH && packet.topicAlias() > 0 && topic == null;
    if (unbound && packet.topic() != null) {
      boolean whole = connection.fromStart() && connection.losses(direction) == 0;
      findings.accept(
          Finding.of(
              Rule.TOPIC_ALIAS_UNBOUND,
              whole,
              connection,
              at,
              "topic alias " + packet.topicAlias() + " was never bound on this connection"));
    }
  }

  @Override
  public void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    String size = length == ByteStage.UNKNOWN_LENGTH ? "bytes" : length + " bytes";
    findings.accept(
        Finding.of(
            Rule.CAPTURE_GAP,
            false,
            connection,
            at,
            size + " " + direction.id() + " were not captured (" + cause.id() + ")"));
  }

  @Override
  public void onResync(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      int evidence,
      Provenance at) {
    if (length > 0) {
      findings.accept(
          Finding.of(
              Rule.UNDECODED_BYTES,
              false,
              connection,
              at,
              length + " captured bytes " + direction.id() + " could not be decoded"));
    }
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    seenTwice(connection, at);
    long conflicts = connection.tcp().overlapConflicts();
    if (conflicts > 0) {
      findings.accept(
          Finding.of(
              Rule.OVERLAP_CONFLICT,
              false,
              connection,
              at,
              conflicts + " segments repeat earlier bytes with other content"));
    }
  }

  private void seenTwice(MqttConnection connection, Provenance at) {
    long frames = connection.tcp().twinFrames();
    if (frames > 0) {
      String captures =
          connection.tcp().twinCaptures().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      String message =
          "capture "
              + captures
              + " holds this connection of capture "
              + connection.tcp().capture()
              + " too: "
              + frames
              + " frames there were ignored";
      findings.accept(Finding.of(Rule.SEEN_TWICE, true, connection, at, message));
    }
  }

  private void notes(MqttConnection connection, PacketView packet, Provenance at) {
    Notes notes = packet.notes();
    if (notes.isEmpty()) {
      return;
    }
    for (Note note : Note.values()) {
      if (notes.has(note)) {
        String message =
            packet.type() + ": " + note.reason() + " (byte " + notes.offset(note) + ")";
        findings.accept(Finding.of(note, connection, at, message));
      }
    }
  }

  private void opening(
      MqttConnection connection, Direction direction, PacketView packet, Provenance at) {
    if (direction != Direction.CLIENT_TO_SERVER) {
      return;
    }
    boolean first = connection.packets(direction) == 1;
    if (packet.type() == PacketType.CONNECT && !first) {
      findings.accept(
          Finding.of(
              Rule.SECOND_CONNECT, true, connection, at, "a second CONNECT on one connection"));
    } else if (packet.type() != PacketType.CONNECT && first && startsThere(connection, packet)) {
      boolean whole = connection.tcp().synSeen() && connection.losses(direction) == 0;
      if (whole) {
        findings.accept(
            Finding.of(
                Rule.FIRST_PACKET_NOT_CONNECT,
                true,
                connection,
                at,
                "the first packet of the client is " + packet.type() + ", not CONNECT"));
      }
    }
  }

  private static boolean startsThere(MqttConnection connection, PacketView packet) {
    return packet.position() == connection.firstPacketPosition();
  }

  private static boolean wrongWay(Direction direction, PacketView packet) {
    boolean byClient = direction == Direction.CLIENT_TO_SERVER;
    return switch (packet.type()) {
      case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> !byClient;
      case CONNACK, SUBACK, UNSUBACK, PINGRESP -> byClient;
      case DISCONNECT -> !byClient && packet.version() != MqttVersion.V5_0;
      default -> false;
    };
  }
}
