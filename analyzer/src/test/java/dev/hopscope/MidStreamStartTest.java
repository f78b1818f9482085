package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Dialogue.Payloads;
import dev.hopscope.Dialogue.Sent;
import dev.hopscope.Wire.Cut;
import dev.hopscope.Wire.Segment;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.connection.MqttConnection.ServerBasis;
import dev.hopscope.connection.MqttConnection.VersionBasis;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.MqttBytes;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Captures that begin in the middle of a dialogue, at every packet and at every byte. */
class MidStreamStartTest {
  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void atEveryPacketWhatFollowsIsTold(MqttVersion version) {
    Dialogue dialogue = dialogueOf(version, 25);
    List<Segment> segments = Wire.plain(dialogue);
    for (int from = 0; from < segments.size(); from++) {
      expectSuffix(dialogue, segments.subList(from, segments.size()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void atEveryByteWhatFollowsIsTold(MqttVersion version) {
    Dialogue dialogue = dialogueOf(version, 6);
    List<Segment> segments = Wire.cut(dialogue, Cut.BYTES, false, new Random(1));
    for (int from = 0; from < segments.size(); from++) {
      expectSuffix(dialogue, segments.subList(from, segments.size()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void ofOneDirectionAlone(MqttVersion version) {
    Dialogue dialogue = dialogueOf(version, 25);
    for (boolean client : new boolean[] {true, false}) {
      List<Segment> own =
          Wire.plain(dialogue).stream().filter(each -> each.fromClient() == client).toList();
      for (int from = 0; from < own.size(); from++) {
        expectSuffix(dialogue, own.subList(from, own.size()));
      }
    }
  }

  private static Dialogue dialogueOf(MqttVersion version, int size) {
    return LongStream.range(0, 1000)
        .mapToObj(seed -> Dialogue.of(seed, size, Payloads.TEXT))
        .filter(each -> each.version() == version)
        .findFirst()
        .orElseThrow();
  }

  // nothing is lost behind the start, so what is told are the last packets of each direction
  private static void expectSuffix(Dialogue dialogue, List<Segment> captured) {
    Heard heard = Heard.of(Wire.capture(captured, 1883, 7, 9).timedFrames());
    for (Direction direction : Direction.values()) {
      List<Heard.Packet> told = heard.packets(direction);
      List<Sent> sent =
          dialogue.packets().stream()
              .filter(each -> each.fromClient() == (direction == Direction.CLIENT_TO_SERVER))
              .toList();
      List<Sent> last = sent.subList(sent.size() - told.size(), sent.size());
      for (int i = 0; i < told.size(); i++) {
        assertThat(told.get(i).type()).isEqualTo(last.get(i).type());
        assertThat(told.get(i).packetId()).isEqualTo(last.get(i).packetId());
        assertThat(told.get(i).end() - told.get(i).position())
            .isEqualTo(last.get(i).bytes().length);
      }
    }
    for (MqttConnection connection : heard.connections) {
      expectVersion(dialogue.version(), connection);
    }
    assertThat(heard.findings).noneMatch(finding -> finding.contains("for certain"));
  }

  private static void expectVersion(MqttVersion version, MqttConnection connection) {
    boolean told = connection.connect() != null;
    if (told) {
      assertThat(connection.version()).isEqualTo(version);
      assertThat(connection.versionBasis()).isEqualTo(VersionBasis.CONNECT);
    } else if (connection.version() != MqttVersion.UNKNOWN) {
      boolean five = version == MqttVersion.V5_0;
      assertThat(connection.version()).isEqualTo(five ? MqttVersion.V5_0 : MqttVersion.V3_1_1);
      assertThat(connection.versionBasis()).isEqualTo(VersionBasis.INFERRED);
    } else {
      assertThat(connection.versionBasis()).isEqualTo(VersionBasis.UNKNOWN);
    }
  }

  @Test
  void theServerIsKnownByPacketsBySynOrByPort() {
    byte[] subscribe = MqttBytes.subscribe(MqttVersion.V3_1_1, 1, 1, "some/filter/of/length");
    byte[] publish = MqttBytes.publish(MqttVersion.V3_1_1, "a/topic/of/some/length", "text");
    CaptureBuilder byPackets = new CaptureBuilder();
    byPackets.midStream("10.0.0.1:1883", "10.0.0.2:40000").client(subscribe);
    assertThat(onlyBasis(byPackets)).containsExactly(ServerBasis.PACKETS, "10.0.0.2:40000");
    CaptureBuilder bySyn = new CaptureBuilder();
    bySyn
        .open("10.0.0.1:1883", "10.0.0.2:40000")
        .clientUnseen(30)
        .client(publish, publish, publish);
    assertThat(onlyBasis(bySyn)).containsExactly(ServerBasis.SYN, "10.0.0.2:40000");
    CaptureBuilder byPort = new CaptureBuilder();
    byPort.midStream("10.0.0.1:40000", "10.0.0.2:1883").server(publish, publish);
    assertThat(onlyBasis(byPort)).containsExactly(ServerBasis.PORT, "10.0.0.2:1883");
  }

  private static List<Object> onlyBasis(CaptureBuilder capture) {
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.connections).hasSize(1);
    MqttConnection connection = heard.connections.get(0);
    return Stream.of(connection.serverBasis(), connection.server().toString())
        .map(Object.class::cast)
        .toList();
  }
}
