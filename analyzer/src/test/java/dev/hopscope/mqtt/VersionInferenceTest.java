package dev.hopscope.mqtt;

import static dev.hopscope.mqtt.Direction.CLIENT_TO_SERVER;
import static dev.hopscope.mqtt.Direction.SERVER_TO_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A version without its CONNECT: decided where the bytes leave one choice, and only there. */
class VersionInferenceTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "40 03 0001 10, V5_0", // a reason code
    "40 04 0001 00 00, V5_0",
    "20 02 00 00, V3_1_1", // no room for Property Length
    "20 03 00 00 00, V5_0",
    "82 06 1234 0001 70 00, V3_1_1",
    "82 07 1234 00 0001 70 00, V5_0",
    "A2 05 1234 0001 70, V3_1_1",
    "A2 06 1234 00 0001 70, V5_0",
    "B0 02 1234, V3_1_1",
    "B0 04 1234 00 11, V5_0",
    "90 03 1234 01, V3_1_1",
    "90 04 1234 00 87, V5_0",
    "E0 01 8E, V5_0",
    "30 0C 0001 74 4D51545421212121 21, V3_1_1", // a text is no Property Length
    "30 03 0001 74, V3_1_1", // nothing behind the topic
    "30 07 0000 03 230001 78, V5_0", // an empty topic needs an alias
    "10 0E 0004 4D515454 05 02 000A 00 0001 70, V5_0",
    "10 0F 0006 4D5149736470 03 02 000A 0001 70, V3_1"
  })
  void oneChoice(String hex, MqttVersion version) {
    byte[] packet = MqttBytes.hex(hex);
    VersionInference inference = new VersionInference();
    assertThat(inference.observe(packet, 0, packet.length, null)).isEqualTo(version);
    assertThat(inference.verdict()).isEqualTo(version);
  }

  @ParameterizedTest(name = "{0} fits both")
  @CsvSource({
    "40 02 0001",
    "62 02 0001",
    "C0 00",
    "E0 00",
    "90 04 1234 00 01",
    "30 05 0001 74 00 01", // a payload of 00 01, or an empty Property Length
    "36 05 0001 74 00 01", // wrong in both
    "30 0B 0001 74 00 68656C6C6F 21 21" // once is not enough
  })
  void twoChoices(String hex) {
    byte[] packet = MqttBytes.hex(hex);
    VersionInference inference = new VersionInference();
    assertThat(inference.observe(packet, 0, packet.length, null)).isEqualTo(MqttVersion.UNKNOWN);
  }

  @Test
  void beforeFiveNoServerSendsDisconnect() {
    VersionInference inference = new VersionInference();
    assertThat(inference.observe(MqttBytes.disconnect(), 0, 2, CLIENT_TO_SERVER))
        .isEqualTo(MqttVersion.UNKNOWN);
    assertThat(inference.observe(MqttBytes.disconnect(), 0, 2, SERVER_TO_CLIENT))
        .isEqualTo(MqttVersion.V5_0);
  }

  @Test
  void textsBehindAnEmptyPropertyLengthAddUp() {
    byte[] packet = MqttBytes.publish(MqttVersion.V5_0, "t", "hello");
    VersionInference inference = new VersionInference();
    inference.observe(packet, 0, packet.length, null);
    assertThat(inference.observe(packet, 0, packet.length, null)).isEqualTo(MqttVersion.UNKNOWN);
    assertThat(inference.observe(packet, 0, packet.length, null)).isEqualTo(MqttVersion.V5_0);
  }

  @Test
  void theFramerDecodesThePacketThatGaveItAwayAsWhatItIs() {
    Recorder recorder = new Recorder(MqttVersion.UNKNOWN, null).lateStart();
    recorder.feed(MqttBytes.subscribe(MqttVersion.V5_0, 1, 1, "a/b"));
    recorder.feed(MqttBytes.publish(MqttVersion.V5_0, "a/b", "text"));
    assertThat(recorder.packets)
        .extracting(Recorder.Seen::version)
        .containsExactly(MqttVersion.V5_0, MqttVersion.V5_0);
    assertThat(recorder.packets.get(1).payloadLength()).isEqualTo(4);
    assertThat(recorder.framer.version()).isEqualTo(MqttVersion.V5_0);
  }

  @Test
  void bothDirectionsShareTheVerdict() {
    VersionInference shared = new VersionInference();
    Recorder client = new Recorder(MqttVersion.UNKNOWN, CLIENT_TO_SERVER, shared);
    Recorder server = new Recorder(MqttVersion.UNKNOWN, SERVER_TO_CLIENT, shared);
    client.feed(MqttBytes.subscribe(MqttVersion.V5_0, 1, 1, "a/b"));
    server.feed(MqttBytes.suback(MqttVersion.V5_0, 1, 1));
    assertThat(server.only().version()).isEqualTo(MqttVersion.V5_0);
    assertThat(server.only().content()).contains("reasonCodes=[1]");
  }

  @Test
  void theConnectSetsTheVersionOfWhatFollowsInTheSameSegment() {
    Recorder recorder = new Recorder(MqttVersion.UNKNOWN, CLIENT_TO_SERVER);
    recorder.feed(
        MqttBytes.concat(
            MqttBytes.connect(MqttVersion.V5_0, "c", true, 9),
            MqttBytes.publish(MqttVersion.V5_0, "t", "x")));
    assertThat(recorder.packets.get(1).version()).isEqualTo(MqttVersion.V5_0);
    assertThat(recorder.packets.get(1).payloadLength()).isEqualTo(1);
  }

  /** Whatever is sent, the verdict is never the other version. */
  @Property
  void theVerdictIsNeverWrong(@ForAll long seed, @ForAll boolean five) {
    MqttVersion version = five ? MqttVersion.V5_0 : MqttVersion.V3_1_1;
    VersionInference inference = new VersionInference();
    RandomPackets packets = new RandomPackets(seed, version);
    for (int i = 0; i < 60; i++) {
      byte[] packet = packets.next();
      if (PacketType.ofFirstByte(packet[0]) != PacketType.CONNECT) {
        inference.observe(packet, 0, packet.length, null);
      }
    }
    assertThat(inference.verdict()).isEqualTo(version);
  }
}
