package dev.hopscope.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every 5.0 property in every packet type, against table 2-4 written out again. */
class PropertyRulesTest {
  private static final String TABLE =
      """
      01 PUBLISH WILL
      02 PUBLISH WILL
      03 PUBLISH WILL
      08 PUBLISH WILL
      09 PUBLISH WILL
      0B PUBLISH SUBSCRIBE
      11 CONNECT CONNACK DISCONNECT
      12 CONNACK
      13 CONNACK
      15 CONNECT CONNACK AUTH
      16 CONNECT CONNACK AUTH
      17 CONNECT
      18 WILL
      19 CONNECT
      1A CONNACK
      1C CONNACK DISCONNECT
      1F CONNACK PUBACK PUBREC PUBREL PUBCOMP SUBACK UNSUBACK DISCONNECT AUTH
      21 CONNECT CONNACK
      22 CONNECT CONNACK
      23 PUBLISH
      24 CONNACK
      25 CONNACK
      26 CONNECT CONNACK PUBLISH WILL PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE SUBACK UNSUBSCRIBE UNSUBACK DISCONNECT AUTH
      27 CONNECT CONNACK
      28 CONNACK
      29 CONNACK
      2A CONNACK
      """;

  private static final Map<Integer, Set<String>> ALLOWED =
      new TreeMap<>(
          TABLE
              .lines()
              .map(line -> line.split(" ", -1))
              .collect(
                  Collectors.toMap(
                      cells -> Integer.parseInt(cells[0], 16),
                      cells -> Set.of(Arrays.copyOfRange(cells, 1, cells.length)))));

  private static MqttProperties one(PropertyId id, int times) {
    MqttProperties properties = MqttBytes.properties();
    for (int i = 0; i < times; i++) {
      switch (id.encoding()) {
        case UTF8 -> properties.text(id, "text");
        case BINARY -> properties.binary(id, new byte[] {1, 2});
        case UTF8_PAIR -> properties.user("name", "value");
        default -> properties.number(id, 1);
      }
    }
    if (id == PropertyId.AUTHENTICATION_DATA) {
      properties.text(PropertyId.AUTHENTICATION_METHOD, "m");
    }
    return properties;
  }

  private static byte[] packet(String owner, MqttProperties properties) {
    MqttVersion v5 = MqttVersion.V5_0;
    return switch (owner) {
      case "CONNECT" -> MqttBytes.connectOf(v5, "c").properties(properties).bytes();
      case "WILL" ->
          MqttBytes.connectOf(v5, "c")
              .will("w", new byte[1], 0, false)
              .willProperties(properties)
              .bytes();
      case "CONNACK" -> MqttBytes.connack(v5, false, 0, properties);
      case "PUBLISH" -> MqttBytes.publish(v5, "t", new byte[3], 1, 1, false, false, properties);
      case "SUBSCRIBE" -> MqttBytes.subscribe(v5, 1, properties, new String[] {"f"}, new int[] {0});
      case "SUBACK", "UNSUBACK", "UNSUBSCRIBE" -> answer(owner, properties);
      case "DISCONNECT" -> MqttBytes.disconnect(0, properties);
      case "AUTH" -> MqttBytes.auth(0x18, properties);
      default -> MqttBytes.ack(PacketType.valueOf(owner), 1, 0, properties);
    };
  }

  // SUBACK, UNSUBACK and UNSUBSCRIBE: identifier, properties, and a code or a filter
  private static byte[] answer(String owner, MqttProperties properties) {
    byte[] disconnect = MqttBytes.disconnect(0, properties);
    byte[] block = Arrays.copyOfRange(disconnect, disconnect[1] < 0 ? 4 : 3, disconnect.length);
    byte[] rest = MqttBytes.hex(owner.equals("UNSUBSCRIBE") ? "0001 66" : "00");
    int first = PacketType.valueOf(owner).ordinal() << 4 | (owner.equals("UNSUBSCRIBE") ? 2 : 0);
    return MqttBytes.packet(first, MqttBytes.concat(MqttBytes.hex("0001"), block, rest));
  }

  @ParameterizedTest
  @EnumSource
  void whereEachPropertyIsAllowed(PropertyId id) {
    Set<String> allowed = ALLOWED.get(id.code());
    for (String owner :
        "CONNECT WILL CONNACK PUBLISH PUBACK PUBREC PUBREL PUBCOMP SUBSCRIBE SUBACK UNSUBSCRIBE"
            .concat(" UNSUBACK DISCONNECT AUTH")
            .split(" ", -1)) {
      Recorder recorder = new Recorder(MqttVersion.V5_0, null).feed(packet(owner, one(id, 1)));
      assertThat(recorder.only().has(Note.PROPERTY_NOT_ALLOWED))
          .as("%s in %s", id, owner)
          .isEqualTo(!allowed.contains(owner));
      assertThat(recorder.only().has(Note.PROPERTY_TWICE)).isFalse();
      assertThat(recorder.only().content()).contains("id=" + id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whereEachPropertyMayBeTwice(PropertyId id) {
    for (String owner : ALLOWED.get(id.code())) {
      Recorder recorder = new Recorder(MqttVersion.V5_0, null).feed(packet(owner, one(id, 2)));
      boolean repeatable =
          id == PropertyId.USER_PROPERTY
              || id == PropertyId.SUBSCRIPTION_IDENTIFIER && owner.equals("PUBLISH");
      assertThat(recorder.only().has(Note.PROPERTY_TWICE))
          .as("%s in %s", id, owner)
          .isEqualTo(!repeatable);
    }
  }

  @Test
  void theTableIsWhole() {
    assertThat(ALLOWED.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(PropertyId.values()).map(PropertyId::code).sorted().toList());
  }

  @Test
  void zeroAndOneAreTheChoicesOfByteProperties() {
    for (PropertyId id : PropertyId.values()) {
      for (int value = 0; value < 4; value++) {
        boolean choice = id.encoding() == PropertyId.Type.BYTE;
        if (choice) {
          assertThat(PropertyRules.checkValue(id, value))
              .isEqualTo(value > 1 ? Note.PROPERTY_VALUE : null);
        }
      }
    }
  }

  @Test
  void aBrokenPropertyEndsThePropertiesButNotThePacket() {
    byte[] publish = MqttBytes.hex("30 12 0001 74 0A 0200000009 04 01020304 68656C6C");
    Recorder recorder = new Recorder(MqttVersion.V5_0, null).feed(publish);
    assertThat(recorder.only().has(Note.PROPERTY_UNKNOWN)).isTrue();
    assertThat(recorder.only().expiry()).isEqualTo(9);
    assertThat(recorder.only().payloadLength()).isEqualTo(4);
  }
}
