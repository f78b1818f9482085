package dev.hopscope.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type's content in every version. */
class PacketContentTest {

  private static <T extends MqttPacket> T decode(MqttVersion version, byte[] bytes, Class<T> type) {
    Recorder recorder = new Recorder(version, null).feed(bytes);
    assertThat(recorder.only().noteBits()).isZero();
    return type.cast(recorder.contents.get(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void connect(MqttVersion version) {
    byte[] bytes =
        MqttBytes.connectOf(version, "client-\u20ac")
            .cleanStart(false)
            .keepAlive(65_535)
            .bridge()
            .properties(
                MqttBytes.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, 0xffffffffL))
            .will("will/topic", MqttBytes.hex("FF00"), 2, true)
            .willProperties(MqttBytes.properties().text(PropertyId.CONTENT_TYPE, "text"))
            .username("user")
            .password(new byte[] {0, 1, 2})
            .bytes();
    // the version of the framer does not matter
    for (MqttVersion told : MqttVersion.values()) {
      MqttPacket.Connect connect = decode(told, bytes, MqttPacket.Connect.class);
      boolean five = version == MqttVersion.V5_0;
      assertThat(connect.protocolName()).isEqualTo(version == MqttVersion.V3_1 ? "MQIsdp" : "MQTT");
      assertThat(connect.protocolLevel()).isEqualTo(version.level());
      assertThat(connect.bridge()).isTrue();
      assertThat(connect.cleanStart()).isFalse();
      assertThat(connect.keepAlive()).isEqualTo(65_535);
      assertThat(connect.clientId()).isEqualTo("client-\u20ac");
      assertThat(connect.username()).isEqualTo("user");
      assertThat(connect.passwordLength()).isEqualTo(3);
      assertThat(connect.will().topic()).isEqualTo("will/topic");
      assertThat(connect.will().qos()).isEqualTo(2);
      assertThat(connect.will().retain()).isTrue();
      assertThat(connect.will().payload().length()).isEqualTo(2);
      assertThat(connect.will().payload().utf8()).isFalse();
      if (five) {
        assertThat(connect.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, 0))
            .isEqualTo(0xffffffffL);
        assertThat(connect.will().properties().text(PropertyId.CONTENT_TYPE)).isEqualTo("text");
      } else {
        assertThat(connect.properties()).isNull();
        assertThat(connect.will().properties()).isNull();
      }
    }
  }

  @Test
  void connectOfAnUnknownLevelDecodesWhatIsCommon() {
    Recorder recorder =
        new Recorder(MqttVersion.UNKNOWN, null)
            .feed(MqttBytes.hex("10 0D 0004 4D515454 06 02 000A 0001 70"));
    MqttPacket.Connect connect = (MqttPacket.Connect) recorder.contents.get(0);
    assertThat(connect.protocolLevel()).isEqualTo(6);
    assertThat(connect.keepAlive()).isEqualTo(10);
    assertThat(connect.clientId()).isNull();
    assertThat(recorder.only().version()).isEqualTo(MqttVersion.UNKNOWN);
  }

  @Test
  void aBrokenConnectKeepsWhatCameBefore() {
    byte[] whole = MqttBytes.connectOf(MqttVersion.V3_1_1, "id").username("name").bytes();
    byte[] cut = MqttBytes.packet(0x10, Arrays.copyOfRange(whole, 2, whole.length - 2));
    Recorder recorder = new Recorder(MqttVersion.UNKNOWN, null).feed(cut);
    MqttPacket.Connect connect = (MqttPacket.Connect) recorder.contents.get(0);
    assertThat(recorder.only().malformed()).isTrue();
    assertThat(connect.clientId()).isEqualTo("id");
    assertThat(connect.username()).isNull();
    assertThat(connect.passwordLength()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void publish(MqttVersion version) {
    MqttProperties properties =
        MqttBytes.properties()
            .number(PropertyId.TOPIC_ALIAS, 9)
            .number(PropertyId.SUBSCRIPTION_IDENTIFIER, 300)
            .number(PropertyId.SUBSCRIPTION_IDENTIFIER, 1)
            .number(PropertyId.MESSAGE_EXPIRY_INTERVAL, 60)
            .user("a", "1")
            .user("a", "2");
    byte[] payload = MqttBytes.hex("68C3A4");
    Recorder recorder =
        new Recorder(version, null)
            .feed(MqttBytes.publish(version, "a/b", payload, 2, 515, true, true, properties));
    MqttPacket.Publish publish = (MqttPacket.Publish) recorder.contents.get(0);
    boolean five = version == MqttVersion.V5_0;
    assertThat(recorder.only().noteBits()).isZero();
    assertThat(publish.dup()).isTrue();
    assertThat(publish.qos()).isEqualTo(2);
    assertThat(publish.retain()).isTrue();
    assertThat(publish.topic()).isEqualTo("a/b");
    assertThat(publish.packetId()).isEqualTo(515);
    assertThat(publish.payload().length()).isEqualTo(3);
    assertThat(publish.payload().text(99)).isEqualTo("h\u00e4");
    assertThat(recorder.only().payloadDigest()).isEqualTo(publish.payload().digest());
    assertThat(recorder.only().topicAlias()).isEqualTo(five ? 9 : 0);
    assertThat(recorder.only().expiry()).isEqualTo(five ? 60 : -1);
    assertThat(recorder.only().identifiers()).isEqualTo(five ? List.of(300, 1) : List.of());
    assertThat(publish.properties() == null).isEqualTo(!five);
    if (five) {
      assertThat(PacketText.of(publish.properties())).contains("a=1", "a=2").contains("value=300");
    }
  }

  @Test
  void theForwardedPropertiesHaveADigest() {
    MqttProperties none = MqttBytes.properties().number(PropertyId.TOPIC_ALIAS, 1);
    MqttProperties first =
        MqttBytes.properties().text(PropertyId.CONTENT_TYPE, "t").user("a", "1").user("b", "2");
    MqttProperties reordered =
        MqttBytes.properties()
            .number(PropertyId.MESSAGE_EXPIRY_INTERVAL, 5)
            .user("a", "1")
            .user("b", "2")
            .text(PropertyId.CONTENT_TYPE, "t");
    MqttProperties swapped =
        MqttBytes.properties().text(PropertyId.CONTENT_TYPE, "t").user("b", "2").user("a", "1");
    MqttProperties other =
        MqttBytes.properties().text(PropertyId.RESPONSE_TOPIC, "t").user("a", "1").user("b", "2");
    assertThat(forwarded(none)).isZero();
    assertThat(forwarded(first)).isNotZero().isEqualTo(forwarded(reordered));
    // [MQTT-3.3.2-18]: the order of User Properties counts
    assertThat(forwarded(first)).isNotEqualTo(forwarded(swapped));
    assertThat(forwarded(first)).isNotEqualTo(forwarded(other));
  }

  private static long forwarded(MqttProperties properties) {
    byte[] bytes =
        MqttBytes.publish(MqttVersion.V5_0, "t", new byte[2], 0, 0, false, false, properties);
    return new Recorder(MqttVersion.V5_0, null).feed(bytes).only().forwarded();
  }

  @ParameterizedTest
  @EnumSource(names = {"V3_1", "V3_1_1", "V5_0"})
  void theOtherTypes(MqttVersion version) {
    boolean five = version == MqttVersion.V5_0;
    Properties none = five ? Properties.NONE : null;
    assertThat(decode(version, MqttBytes.connack(version, false, 0), MqttPacket.class))
        .isEqualTo(new MqttPacket.Connack(false, 0, none));
    assertThat(decode(version, MqttBytes.pubrec(7), MqttPacket.class))
        .isEqualTo(new MqttPacket.Acknowledgement(PacketType.PUBREC, 7, 0, none));
    assertThat(decode(version, MqttBytes.pubrel(7), MqttPacket.class))
        .isEqualTo(new MqttPacket.Acknowledgement(PacketType.PUBREL, 7, 0, none));
    assertThat(decode(version, MqttBytes.subscribe(version, 3, 1, "a/+", "#"), MqttPacket.class))
        .isEqualTo(
            new MqttPacket.Subscribe(
                3,
                List.of(
                    new MqttPacket.Subscription("a/+", 1, false, false, 0),
                    new MqttPacket.Subscription("#", 1, false, false, 0)),
                none));
    assertThat(decode(version, MqttBytes.suback(version, 3, 1, 0x80), MqttPacket.class))
        .isEqualTo(new MqttPacket.Suback(3, List.of(1, 0x80), none));
    assertThat(decode(version, MqttBytes.unsubscribe(version, 4, "a", "b"), MqttPacket.class))
        .isEqualTo(new MqttPacket.Unsubscribe(4, List.of("a", "b"), none));
    assertThat(decode(version, MqttBytes.unsuback(version, 4, 0, 0x11), MqttPacket.class))
        .isEqualTo(new MqttPacket.Unsuback(4, five ? List.of(0, 0x11) : List.of(), none));
    assertThat(decode(version, MqttBytes.pingresp(), MqttPacket.class))
        .isEqualTo(new MqttPacket.Ping(PacketType.PINGRESP));
    assertThat(decode(version, MqttBytes.disconnect(), MqttPacket.class))
        .isEqualTo(new MqttPacket.Closing(PacketType.DISCONNECT, 0, none));
  }

  @Test
  void subscriptionOptionsOfFive() {
    byte[] bytes =
        MqttBytes.subscribe(
            MqttVersion.V5_0, 1, MqttBytes.properties(), new String[] {"f"}, new int[] {0x2e});
    MqttPacket.Subscribe subscribe = decode(MqttVersion.V5_0, bytes, MqttPacket.Subscribe.class);
    assertThat(subscribe.subscriptions())
        .containsExactly(new MqttPacket.Subscription("f", 2, true, true, 2));
  }

  @Test
  void e0018eIsDisconnectWith8e() {
    Recorder recorder =
        new Recorder(MqttVersion.V5_0, Direction.SERVER_TO_CLIENT).feed(MqttBytes.hex("E0 01 8E"));
    assertThat(recorder.only().reasonCode()).isEqualTo(0x8e);
    assertThat(recorder.contents.get(0))
        .isEqualTo(new MqttPacket.Closing(PacketType.DISCONNECT, 0x8e, Properties.NONE));
  }

  @Test
  void identifiersAndCodesOfTheView() {
    Recorder recorder = new Recorder(MqttVersion.V5_0, null);
    recorder.feed(
        MqttBytes.concat(
            MqttBytes.ack(PacketType.PUBREC, 9, 0x97),
            MqttBytes.suback(MqttVersion.V5_0, 5, 1),
            MqttBytes.publish(MqttVersion.V5_0, "t", "x"),
            MqttBytes.connack(MqttVersion.V5_0, false, 0x87)));
    assertThat(recorder.packets).extracting(Recorder.Seen::packetId).containsExactly(9, 5, -1, -1);
    assertThat(recorder.packets)
        .extracting(Recorder.Seen::reasonCode)
        .containsExactly(0x97, -1, -1, 0x87);
  }

  @Test
  void reasonCodesOfEachType() {
    String[] defined = {
      "20 00 80 81 82 83 84 85 86 87 88 89 8a 8c 90 95 97 99 9a 9b 9c 9d 9f",
      "40 00 10 80 83 87 90 91 97 99",
      "50 00 10 80 83 87 90 91 97 99",
      "62 00 92",
      "70 00 92",
      "90 00 01 02 80 83 87 8f 91 97 9e a1 a2",
      "b0 00 11 80 83 87 8f 91",
      "e0 00 04 80 81 82 83 87 89 8b 8c 8d 8e 8f 90 93 94 95 96 97 98 99 9a 9b 9c 9d 9e 9f a0 a1 a2",
      "f0 00 18 19"
    };
    for (String line : defined) {
      PacketType type = PacketType.ofFirstByte(Integer.parseInt(line.substring(0, 2), 16));
      for (int code = 0; code < 256; code++) {
        assertThat(ReasonCodes.isDefined5(type, code))
            .as("%s %02x", type, code)
            .isEqualTo(line.indexOf(String.format(" %02x", code), 1) > 0);
      }
    }
  }
}
