package dev.hopscope.report;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.mqtt.Properties;
import dev.hopscope.mqtt.PropertyId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One decoded packet of every kind. */
public final class DecodedPackets {
  private DecodedPackets() {}

  static Payload text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Payload(bytes, bytes.length, 1, true);
  }

  private static Properties properties(Object... idsAndValues) {
    List<Properties.Property> all = new ArrayList<>();
    for (int i = 0; i < idsAndValues.length; i += 2) {
      all.add(new Properties.Property((PropertyId) idsAndValues[i], idsAndValues[i + 1]));
    }
    return new Properties(all);
  }

  /** A packet of every type, then some that are malformed. */
  public static List<DecodedPacket> all() {
    List<MqttPacket> contents = new ArrayList<>();
    Properties will = properties(PropertyId.WILL_DELAY_INTERVAL, 5L);
    contents.add(
        new MqttPacket.Connect(
            "MQTT",
            5,
            false,
            true,
            60,
            "pub",
            new MqttPacket.Will("gone", 1, false, text("bye"), will),
            "alice",
            6,
            properties(
                PropertyId.SESSION_EXPIRY_INTERVAL,
                3_600L,
                PropertyId.AUTHENTICATION_METHOD,
                "plain",
                PropertyId.AUTHENTICATION_DATA,
                new byte[] {1, 2, 3})));
    contents.add(
        new MqttPacket.Connack(
            false, 0, properties(PropertyId.ASSIGNED_CLIENT_IDENTIFIER, "auto-1")));
    contents.add(
        new MqttPacket.Subscribe(
            1,
            List.of(new MqttPacket.Subscription("$share/g/a/+", 2, true, false, 1)),
            properties(PropertyId.SUBSCRIPTION_IDENTIFIER, 7L)));
    contents.add(new MqttPacket.Suback(1, List.of(2, 0x87), Properties.NONE));
    contents.add(publish(text("Hello MQTT!"), 1));
    contents.add(publish(new Payload(new byte[] {(byte) 0xff, 0}, 2, 1, false), 2));
    contents.add(publish(text(""), 3));
    contents.add(publish(text("\u001b]0;title\u0007"), 4));
    contents.add(new MqttPacket.Acknowledgement(PacketType.PUBREC, 1, 0, Properties.NONE));
    contents.add(new MqttPacket.Acknowledgement(PacketType.PUBREL, 1, 0, null));
    contents.add(new MqttPacket.Acknowledgement(PacketType.PUBCOMP, 1, 0x92, null));
    contents.add(new MqttPacket.Acknowledgement(PacketType.PUBACK, 9, 0x87, null));
    contents.add(new MqttPacket.Unsubscribe(2, List.of("a/+", "b/#"), Properties.NONE));
    contents.add(new MqttPacket.Unsuback(2, List.of(), null));
    contents.add(new MqttPacket.Ping(PacketType.PINGREQ));
    contents.add(new MqttPacket.Ping(PacketType.PINGRESP));
    contents.add(new MqttPacket.Closing(PacketType.AUTH, 0x18, Properties.NONE));
    contents.add(
        new MqttPacket.Closing(
            PacketType.DISCONNECT, 0x8e, properties(PropertyId.REASON_STRING, "taken over")));
    List<DecodedPacket> packets = new ArrayList<>();
    for (MqttPacket content : contents) {
      packets.add(packet(packets.size(), content, null));
    }
    packets.add(
        packet(
            packets.size(),
            new MqttPacket.Connect("MQTT", 5, false, false, -1, null, null, null, -1, null),
            "the ClientID is longer than the packet"));
    packets.add(
        packet(
            packets.size(),
            new MqttPacket.Publish(true, 3, false, null, -1, null, null),
            "the QoS bits of PUBLISH are 3"));
    packets.add(
        packet(
            packets.size(),
            new MqttPacket.Unreadable(PacketType.SUBSCRIBE),
            "a Remaining Length of more than four bytes"));
    packets.add(packet(packets.size(), new MqttPacket.Unreadable(PacketType.RESERVED), "type 0"));
    return packets;
  }

  private static MqttPacket publish(Payload payload, int id) {
    return new MqttPacket.Publish(
        false,
        1,
        true,
        "",
        id,
        properties(
            PropertyId.TOPIC_ALIAS, 3L,
            PropertyId.RESPONSE_TOPIC, "answers/here",
            PropertyId.CORRELATION_DATA, new byte[] {1, 2},
            PropertyId.USER_PROPERTY, new String[] {"name", "value"},
            PropertyId.USER_PROPERTY, new String[] {"name", "again"}),
        payload);
  }

  static DecodedPacket packet(int index, MqttPacket content, String malformed) {
    boolean publish = content.type() == PacketType.PUBLISH;
    boolean up = index % 2 == 0;
    MqttPacket.Publish message = content instanceof MqttPacket.Publish one ? one : null;
    return new DecodedPacket(
        1,
        20 + index,
        FakeReport.time(500L + 1_000L * index),
        1,
        0,
        up ? Direction.CLIENT_TO_SERVER : Direction.SERVER_TO_CLIENT,
        up ? "127.0.0.1:40112" : "127.0.0.1:1883",
        up ? "127.0.0.1:1883" : "127.0.0.1:40112",
        MqttVersion.V5_0,
        content.type(),
        content,
        publish ? 3 : 0,
        12,
        message != null && message.dup(),
        message == null ? 0 : message.qos(),
        message != null && message.retain(),
        publish && malformed == null ? "mqtt/topic/test" : null,
        publish && malformed == null ? 3 : 0,
        malformed,
        malformed == null ? List.of() : List.of("some-rule"));
  }

  static ReportModel.Gap gap(Long length) {
    return new ReportModel.Gap(1, 1, "server-to-client", 1_234, length, "acked-unseen", 31);
  }

  /** Hands all packets and two gaps to a sink. */
  public static void play(PacketSink sink) {
    all().forEach(sink::packet);
    sink.gap(gap(512L));
    sink.gap(gap(null));
    sink.end();
  }
}
