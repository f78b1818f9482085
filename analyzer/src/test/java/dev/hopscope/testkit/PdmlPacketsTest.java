package dev.hopscope.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reader against PDML written here, and against captures whose recording says what they hold.
 */
final class PdmlPacketsTest {
  private static final int CONNECT = 1;
  private static final int CONNACK = 2;
  private static final int PUBLISH = 3;
  private static final int PUBACK = 4;
  private static final int SUBSCRIBE = 8;
  private static final int SUBACK = 9;
  private static final int DISCONNECT = 14;

  @Test
  void severalPacketsInAFrameStayApartAndAMalformedOneIsMarked() throws IOException {
    String pdml =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <pdml><packet>
          <proto name="geninfo"><field name="num" show="7" value="7"/></proto>
          <proto name="ipv6"><field name="ipv6.src" show="::1"/><field name="ipv6.dst" show="fe80::2"/></proto>
          <proto name="tcp"><field name="tcp.srcport" show="1883"/><field name="tcp.dstport" show="5000"/>
            <field name="tcp.stream" show="3"/></proto>
          <proto name="mqtt">
            <field name="mqtt.hdrflags" show="0x3d" value="3d"><field name="mqtt.qos" show="2" value="2"/></field>
            <field name="mqtt.len" show="300" value="ac02"/>
            <field name="mqtt.topic_len" show="0" value="0000"/>
            <field name="mqtt.properties" show="" value="">
              <field name="mqtt.property_len" show="3" value="03"/>
              <field name="mqtt.property_id" show="0x23" value="23"/>
              <field name="mqtt.property.topic_alias" show="1" value="0001"/>
            </field>
            <field name="mqtt.topic" show="a/&lt;b"/>
            <field name="mqtt.msgid" show="65535" value="ffff"/>
            <field name="mqtt.msg" show="00:ff" value="00ff"/>
          </proto>
          <proto name="mqtt"><field name="mqtt.hdrflags" show="0x30" value="30"/></proto>
          <proto name="_ws.malformed"/>
        </packet></pdml>
        """;
    List<TsharkPacket> packets = PdmlPackets.parse(new ByteArrayInputStream(pdml.getBytes(UTF_8)));
    assertThat(packets).hasSize(2);
    TsharkPacket publish = packets.get(0);
    assertThat(publish.frame()).isEqualTo(7);
    assertThat(publish.indexInFrame()).isZero();
    assertThat(publish.tcpStream()).isEqualTo(3);
    assertThat(publish.source()).isEqualTo("[::1]:1883");
    assertThat(publish.destination()).isEqualTo("[fe80::2]:5000");
    assertThat(publish.type()).isEqualTo(PUBLISH);
    assertThat(publish.dup()).isTrue();
    assertThat(publish.qos()).isEqualTo(2);
    assertThat(publish.retain()).isTrue();
    assertThat(publish.remainingLength()).isEqualTo(300);
    assertThat(publish.packetId()).isEqualTo(65535);
    assertThat(publish.topic()).isEqualTo("a/<b");
    assertThat(publish.topicFromAlias()).isTrue();
    assertThat(publish.payloadHex()).isEqualTo("00ff");
    assertThat(publish.properties()).containsExactly(property(0x23, "1"));
    assertThat(publish.malformed()).isFalse();
    TsharkPacket cut = packets.get(1);
    assertThat(cut.indexInFrame()).isEqualTo(1);
    assertThat(cut.malformed()).isTrue();
    assertThat(cut.remainingLength()).isEqualTo(-1);
    assertThat(cut.packetId()).isNull();
    assertThat(cut.topic()).isNull();
    assertThat(cut.payloadHex()).isNull();
  }

  @Test
  void brokenPdmlIsRefused() {
    byte[] broken = "<pdml><packet></pdml>".getBytes(UTF_8);
    assertThatThrownBy(() -> PdmlPackets.parse(new ByteArrayInputStream(broken)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCallThatTsharkRefusesIsNoEmptyAnswer() {
    Tshark.assumeInstalled();
    assertThatThrownBy(() -> Tshark.read(sample("ipv6"), "-Y", "no such filter"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no such filter");
  }

  @ParameterizedTest
  @CsvSource({
    "qos0-to-qos0, 1:3 2:3 3:3 8:2 9:2 14:3",
    "qos1-to-qos1, 1:3 2:3 3:3 4:3 8:2 9:2 14:3",
    "qos2-to-qos2, 1:3 2:3 3:3 5:3 6:3 7:3 8:2 9:2 14:3",
    "qos2-to-qos0, 1:3 2:3 3:3 5:1 6:1 7:1 8:2 9:2 14:3",
    "qos0-to-qos2, 1:3 2:3 3:3 8:2 9:2 14:3",
    "mqtt-3.1.1, 1:4 2:4 3:6 4:3 5:1 6:1 7:1 8:1 9:1 12:1 13:1 14:4",
    "mqtt-5.0, 1:6 2:6 3:7 4:3 5:2 6:2 7:2 8:2 9:2 10:2 11:2 12:1 13:1 14:6",
    "pipelined, 1:1 2:1 3:10 4:1 5:1 6:1 7:1 8:1 9:1 10:1 11:1 12:1 13:1 14:1",
    "large-message, 1:2 2:2 3:2 4:2 8:1 9:1 14:2",
    "ipv6, 1:2 2:2 3:2 5:2 6:2 7:2 8:1 9:1 14:2",
    "overlapping-subscriptions, 1:3 2:3 3:5 4:2 5:2 6:2 7:2 8:4 9:4 14:3",
    "retained, 1:3 2:3 3:4 4:4 8:1 9:1 14:3",
    "shared-subscription, 1:4 2:4 3:12 4:12 8:3 9:3 14:4",
    "qos2-reconnect, 1:4 2:4 3:2 5:2 6:3 7:2 8:1 9:1 14:2",
    "offline-queue, 1:4 2:4 3:4 4:3 5:1 6:1 7:1 8:2 9:2 14:4",
    "will, 1:2 2:2 3:1 4:1 8:2 9:2 14:1",
    "unsubscribe, 1:2 2:2 3:3 4:3 8:1 9:1 10:1 11:1 14:2",
    "two-brokers, 1:4 2:4 3:12 4:12 8:2 9:2 14:4",
    "bridge, 1:5 2:5 3:8 4:7 5:1 6:1 7:1 8:2 9:2 10:1 11:1 14:4",
    "topic-alias, 1:2 2:2 3:16 8:2 9:2 14:2",
    "steady-one-lost, 1:2 2:2 3:39 4:20 8:1 9:1 14:2"
  })
  void everySampleHoldsThePacketsOfItsRecording(String name, String countsByType)
      throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    for (boolean reassembleOutOfOrder : new boolean[] {false, true}) {
      List<TsharkPacket> packets = PdmlPackets.decode(sample(name), reassembleOutOfOrder, 1884);
      assertThat(packets).noneMatch(TsharkPacket::malformed);
      Map<Integer, Long> counts =
          packets.stream()
              .collect(
                  Collectors.groupingBy(TsharkPacket::type, TreeMap::new, Collectors.counting()));
      assertThat(
              counts.entrySet().stream()
                  .map(count -> count.getKey() + ":" + count.getValue())
                  .collect(Collectors.joining(" ")))
          .isEqualTo(countsByType);
    }
  }

  @Test
  void anExperimentsPublishesAreTheSameMessage() throws IOException, InterruptedException {
    List<TsharkPacket> publishes = only(PUBLISH, "qos2-to-qos0");
    assertThat(publishes).extracting(TsharkPacket::qos).containsExactly(2, 0, 0);
    assertThat(publishes).extracting(TsharkPacket::packetId).containsExactly(1, null, null);
    assertThat(publishes).extracting(TsharkPacket::topic).containsOnly("mqtt/topic/test");
    assertThat(publishes)
        .extracting(TsharkPacket::payloadHex)
        .containsOnly("48656c6c6f204d51545421"); // Hello MQTT!
    assertThat(only(CONNECT, "qos2-to-qos0"))
        .extracting(packet -> packet.field("mqtt.clientid"))
        .containsExactly("sub1", "sub2", "pub");
  }

  @Test
  void aConnectsFieldsAreByName() throws IOException, InterruptedException {
    TsharkPacket connect = only(CONNECT, "mqtt-5.0").get(0);
    assertThat(connect.field("mqtt.protoname")).isEqualTo("MQTT");
    assertThat(connect.number("mqtt.ver")).isEqualTo(5);
    assertThat(connect.number("mqtt.kalive")).isEqualTo(60);
    assertThat(connect.number("mqtt.conflags")).isEqualTo(0xcc);
    assertThat(connect.number("mqtt.conflag.cleansess")).isZero();
    assertThat(connect.field("mqtt.username")).isEqualTo("alice");
    assertThat(connect.number("mqtt.passwd_len")).isEqualTo(6);
    assertThat(connect.field("mqtt.willtopic")).isEqualTo("clients/sub");
    assertThat(connect.field("mqtt.willmsg")).isEqualTo("676f6e65");
    assertThat(connect.field("mqtt.topic")).isNull();
    assertThat(connect.properties())
        .containsExactly(
            property(0x21, "20"),
            property(0x27, "65536"),
            property(0x22, "10"),
            property(0x17, "1"),
            property(0x26, "site", "north"),
            property(0x11, "3600"));
    assertThat(connect.willProperties())
        .containsExactly(
            property(0x18, "30"),
            property(0x03, "text/plain"),
            property(0x01, "1"),
            property(0x02, "60"));
  }

  @Test
  void propertiesReasonCodesAndOptionsAreByName() throws IOException, InterruptedException {
    assertThat(only(PUBLISH, "mqtt-5.0").get(0).properties())
        .containsExactly(
            property(0x01, "1"),
            property(0x02, "120"),
            property(0x03, "text/plain"),
            property(0x08, "mqtt/answers"),
            property(0x09, "726571756573742d30"), // request-0
            property(0x26, "unit", "none"),
            property(0x26, "unit", "again"));
    assertThat(only(CONNACK, "mqtt-5.0").get(0).number("mqtt.connack.reason_code")).isZero();
    assertThat(only(PUBACK, "mqtt-5.0"))
        .extracting(packet -> packet.number("mqtt.puback.reason_code"))
        .containsExactlyInAnyOrder(null, null, 0x10L);
    TsharkPacket subscribe = only(SUBSCRIBE, "mqtt-5.0").get(1);
    assertThat(subscribe.all("mqtt.topic")).containsExactly("quiet/#");
    assertThat(subscribe.number("mqtt.subscription_options")).isEqualTo(0x2d);
    assertThat(subscribe.number("mqtt.subscription_options_retain")).isEqualTo(2);
    assertThat(only(SUBACK, "mqtt-3.1.1").get(0).all("mqtt.suback.qos")).containsExactly("1", "1");
    assertThat(only(DISCONNECT, "mqtt-5.0"))
        .extracting(packet -> packet.number("mqtt.disconnect.reason_code"))
        .contains(4L);
  }

  @Test
  void packetsOfOneSegmentAreNumbered() throws IOException, InterruptedException {
    List<TsharkPacket> first =
        decode("pipelined").stream().filter(packet -> packet.frame() == 4).toList();
    assertThat(first).extracting(TsharkPacket::type).containsExactly(1, 8, 3, 3, 3, 12);
    assertThat(first).extracting(TsharkPacket::indexInFrame).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void aPacketOverManySegmentsHasItsWholePayload() throws IOException, InterruptedException {
    assertThat(only(PUBLISH, "large-message"))
        .extracting(packet -> packet.payloadHex().length() / 2)
        .containsExactly(100_800, 100_800);
  }

  @Test
  void addressesAndAliasesAreTold() throws IOException, InterruptedException {
    assertThat(only(CONNECT, "ipv6").get(0).destination()).isEqualTo("[::1]:1883");
    assertThat(only(CONNECT, "two-brokers"))
        .extracting(TsharkPacket::destination)
        .contains("127.0.0.1:1883", "127.0.0.1:1884");
    List<TsharkPacket> aliased = only(PUBLISH, "topic-alias");
    assertThat(aliased.get(0).topicFromAlias()).isFalse();
    assertThat(aliased.get(4).topicFromAlias()).isTrue();
    assertThat(aliased.get(4).properties()).containsExactly(property(0x23, "1"));
  }

  private static TsharkPacket.Property property(int id, String... values) {
    return new TsharkPacket.Property(id, List.of(values));
  }

  private static List<TsharkPacket> only(int type, String name)
      throws IOException, InterruptedException {
    return decode(name).stream().filter(packet -> packet.type() == type).toList();
  }

  private static List<TsharkPacket> decode(String name) throws IOException, InterruptedException {
    Tshark.assumeInstalled();
    return PdmlPackets.decode(sample(name), true, 1884);
  }

  private static Path sample(String name) {
    return Path.of(System.getProperty("hopscope.root"), "sample-pcaps", name, "capture.pcapng");
  }
}
