package dev.hopscope.report;

import dev.hopscope.conformance.Finding;
import dev.hopscope.conformance.PacketRules;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns every packet into a {@link DecodedPacket}. */
public final class DecodeBuilder implements ConnectionListener {
  private final PacketSink sink;
  private final Set<String> rules = new LinkedHashSet<>();
  private final PacketRules packetRules = new PacketRules(this::onFinding);

  /** Creates a builder for a sink. */
  public DecodeBuilder(PacketSink sink) {
    this.sink = sink;
  }

  private void onFinding(Finding finding) {
    rules.add(finding.rule());
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    rules.clear();
    packetRules.onPacket(connection, direction, packet, topic, at);
    boolean publish = packet.type() == PacketType.PUBLISH;
    boolean byClient = direction == Direction.CLIENT_TO_SERVER;
    Note malformed = packet.notes().firstMalformed();
    List<String> findings = new ArrayList<>(rules);
    sink.packet(
        new DecodedPacket(
            at.capture(),
            at.frame(),
            Times.rfc3339(at.timeNanos()),
            connection.id(),
            connection.tcp().tcpStream(),
            direction,
            (byClient ? connection.client() : connection.server()).toString(),
            (byClient ? connection.server() : connection.client()).toString(),
            packet.version(),
            packet.type(),
            packet.packet(),
            packet.flags(),
            packet.remainingLength(),
            publish && packet.dup(),
            publish ? packet.qos() : 0,
            publish && packet.retain(),
            topic,
            publish ? packet.topicAlias() : 0,
            malformed == null ? null : malformed.reason(),
            findings));
  }

  @Override
  public void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    sink.gap(Elements.gap(connection, direction, position, length, cause, at));
  }
}
