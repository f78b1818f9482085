package dev.hopscope.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PropertyId;
import org.junit.jupiter.api.Test;

/** The builder against packets written by hand. */
class MqttBytesTest {

  @Test
  void connectOfEachVersion() {
    assertThat(MqttBytes.connect(MqttVersion.V3_1, "p", true, 10))
        .isEqualTo(MqttBytes.hex("10 0F 0006 4D5149736470 03 02 000A 0001 70"));
    assertThat(MqttBytes.connect(MqttVersion.V3_1_1, "p", true, 10))
        .isEqualTo(MqttBytes.hex("10 0D 0004 4D515454 04 02 000A 0001 70"));
    assertThat(MqttBytes.connect(MqttVersion.V5_0, "p", false, 10))
        .isEqualTo(MqttBytes.hex("10 0E 0004 4D515454 05 00 000A 00 0001 70"));
  }

  @Test
  void connectWithEverything() {
    byte[] packet =
        MqttBytes.connectOf(MqttVersion.V5_0, "p")
            .bridge()
            .properties(MqttBytes.properties().number(PropertyId.RECEIVE_MAXIMUM, 258))
            .will("w", new byte[] {1}, 1, true)
            .willProperties(MqttBytes.properties().number(PropertyId.WILL_DELAY_INTERVAL, 1))
            .username("u")
            .password(new byte[] {2})
            .bytes();
    assertThat(packet)
        .isEqualTo(
            MqttBytes.hex(
                "10 23 0004 4D515454 85 EE 003C 03 210102 0001 70"
                    + "05 1800000001 0001 77 0001 01 0001 75 0001 02"));
  }

  @Test
  void publishAndSubscribe() {
    assertThat(
            MqttBytes.publish(
                MqttVersion.V5_0,
                "t",
                new byte[] {7},
                2,
                1,
                true,
                true,
                MqttBytes.properties().number(PropertyId.TOPIC_ALIAS, 1).user("a", "b")))
        .isEqualTo(MqttBytes.hex("3D 11 0001 74 0001 0A 230001 26 0001 61 0001 62 07"));
    assertThat(MqttBytes.publish(MqttVersion.V3_1_1, "t", "x", 1, 2))
        .isEqualTo(MqttBytes.hex("32 06 0001 74 0002 78"));
    assertThat(MqttBytes.subscribe(MqttVersion.V5_0, 1, 2, "a/#"))
        .isEqualTo(MqttBytes.hex("82 09 0001 00 0003 612F23 02"));
  }

  @Test
  void acknowledgements() {
    assertThat(MqttBytes.pubrel(3)).isEqualTo(MqttBytes.hex("62 02 0003"));
    assertThat(MqttBytes.ack(PacketType.PUBREL, 3, 0x92)).isEqualTo(MqttBytes.hex("62 03 0003 92"));
    assertThat(MqttBytes.disconnect(0x8e)).isEqualTo(MqttBytes.hex("E0 01 8E"));
    assertThat(MqttBytes.unsuback(MqttVersion.V3_1_1, 1, 0)).isEqualTo(MqttBytes.hex("B0 02 0001"));
  }
}
