package dev.hopscope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.qos.Outcome;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import dev.hopscope.testkit.Samples;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/pitfalls.md}, and those of its cases that no stage's test has. */
class PitfallsTest {
  private static final MqttVersion V3 = MqttVersion.V3_1_1;
  private static final Pattern TEST = Pattern.compile("`([a-z]*\\.?)(\\w+Test)#(\\w+)`");

  @Test
  void theTableNamesTestsThatExist() throws IOException {
    String table = Files.readString(Samples.root().resolve("docs/pitfalls.md"));
    Matcher named = TEST.matcher(table);
    int count = 0;
    while (named.find()) {
      String name = "dev.hopscope." + named.group(1) + named.group(2);
      assertThat(methods(name)).as(named.group()).contains(named.group(3));
      count++;
    }
    assertThat(count).isGreaterThan(40);
    for (int item = 1; item <= 16; item++) {
      assertThat(table).contains("\n| " + item + " |");
    }
  }

  private static List<String> methods(String name) {
    try {
      Class<?> type = Class.forName(name);
      return Arrays.stream(type.getDeclaredMethods()).map(Method::getName).toList();
    } catch (ClassNotFoundException e) {
      return List.of("no class " + name);
    }
  }

  @Test
  void oneIdentifierInBothDirectionsAtOnce() {
    CaptureBuilder capture = new CaptureBuilder();
    Conversation tcp = connected(capture, V3);
    tcp.client(MqttBytes.publish(V3, "up", "one", 1, 7))
        .server(MqttBytes.publish(V3, "down", "two", 2, 7))
        .client(MqttBytes.pubrec(7))
        .server(MqttBytes.puback(7))
        .client(MqttBytes.publish(V3, "up", "three", 2, 7))
        .server(MqttBytes.pubrel(7), MqttBytes.pubrec(7))
        .client(MqttBytes.pubrel(7), MqttBytes.pubcomp(7))
        .server(MqttBytes.pubcomp(7));
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).extracting(Heard.Exchange::outcome).containsOnly(Outcome.COMPLETE);
    assertThat(heard.flows).extracting(Heard.Exchange::qos).containsExactly(1, 2, 2);
    assertThat(heard.flows).allMatch(flow -> flow.unseen().isEmpty());
  }

  private static Conversation connected(CaptureBuilder capture, MqttVersion version) {
    return capture
        .open("10.0.0.1:40000", "10.0.0.2:1883")
        .client(MqttBytes.connect(version, "c", true, 60))
        .server(MqttBytes.connack(version, false, 0));
  }

  @Test
  void topicAliasesOfBothDirectionsBoundAgainAndNeverBound() {
    CaptureBuilder capture = new CaptureBuilder();
    connected(capture, MqttVersion.V5_0)
        .client(aliased("up", 1))
        .server(aliased("down", 1))
        .client(aliased("", 1))
        .server(aliased("", 1))
        .client(aliased("again", 1), aliased("", 1), aliased("", 9));
    Heard heard = Heard.of(capture.timedFrames());
    List<String> topics = new ArrayList<>();
    heard.packets.stream()
        .filter(packet -> packet.type() == PacketType.PUBLISH)
        .forEach(packet -> topics.add(packet.topic()));
    assertThat(topics).containsExactly("up", "down", "up", "down", "again", "again", null);
    assertThat(heard.findings).singleElement().asString().contains("alias 9 was never bound");
  }

  private static byte[] aliased(String topic, int alias) {
    MqttProperties properties = MqttBytes.properties().number(PropertyId.TOPIC_ALIAS, alias);
    byte[] payload = {'x'};
    return MqttBytes.publish(MqttVersion.V5_0, topic, payload, 0, -1, false, false, properties);
  }

  @Test
  void aPublishThatNobodyAcknowledgesIsOpenAndNotRepeated() {
    CaptureBuilder capture = new CaptureBuilder();
    connected(capture, V3)
        .client(MqttBytes.publish(V3, "t", "x", 1, 1), MqttBytes.pingreq())
        .server(MqttBytes.pingresp());
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).singleElement().extracting("outcome").isEqualTo(Outcome.OPEN);
    assertThat(heard.flows.get(0).retransmissions()).isZero();
  }

  @Test
  void anIdentifierUsedAgainRightAfterItsPubackIsANewFlow() {
    CaptureBuilder capture = new CaptureBuilder();
    connected(capture, V3)
        .client(MqttBytes.publish(V3, "t", "x", 1, 1))
        .server(MqttBytes.puback(1))
        .client(MqttBytes.publish(V3, "t", "x", 1, 1))
        .server(MqttBytes.puback(1));
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).hasSize(2).allMatch(flow -> flow.outcome() == Outcome.COMPLETE);
    assertThat(heard.findings).isEmpty();
  }

  @Test
  void aPubrelRepeatedIsARepetition() {
    CaptureBuilder capture = new CaptureBuilder();
    connected(capture, V3)
        .client(MqttBytes.publish(V3, "t", "x", 2, 1))
        .server(MqttBytes.pubrec(1))
        .client(MqttBytes.pubrel(1), MqttBytes.pubrel(1))
        .server(MqttBytes.pubcomp(1));
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).singleElement().extracting("retransmissions").isEqualTo(1);
    assertThat(heard.flows.get(0).outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void behindAHoleAnAnswerJoinsItsPublish() {
    CaptureBuilder capture = new CaptureBuilder();
    Conversation tcp = connected(capture, V3);
    tcp.clientUnseen(20)
        .acks(false)
        .client(MqttBytes.publish(V3, "a/topic/of/some/length", "text", 1, 5))
        .server(MqttBytes.puback(5));
    capture.advance(300_000_000);
    tcp.client(MqttBytes.pingreq());
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).hasSize(1);
    assertThat(heard.flows.get(0).packets()).hasSize(2);
    assertThat(heard.flows.get(0).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(heard.flows.get(0).unseen()).isEmpty();
  }

  @Test
  void largeJumpsOfTheClockLoseNothing() {
    long day = 86_400_000_000_000L;
    CaptureBuilder capture = new CaptureBuilder();
    Conversation tcp = connected(capture, V3);
    for (int i = 1; i <= 20; i++) {
      capture.advance(i % 2 == 0 ? day : -day);
      tcp.client(MqttBytes.publish(V3, "t", "x", 1, i)).server(MqttBytes.puback(i));
    }
    Heard heard = Heard.of(capture.timedFrames());
    assertThat(heard.flows).hasSize(20).allMatch(flow -> flow.outcome() == Outcome.COMPLETE);
    assertThat(heard.gaps).isEmpty();
  }
}
