package dev.hopscope.mqtt;

import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Valid packets of every type, at random. */
final class RandomPackets {
  private static final String[] TOPICS = {
    "a", "a/b", "sensors/1/temperature", "\u00e4/\u20ac", "x"
  };

  private final Random random;
  private final MqttVersion version;

  private final Direction direction;

  RandomPackets(long seed, MqttVersion version) {
    this(seed, version, null);
  }

  /** Packets that the side may send that sends in the given direction, null for both sides'. */
  RandomPackets(long seed, MqttVersion version, Direction direction) {
    this.random = new Random(seed);
    this.version = version;
    this.direction = direction;
  }

  List<byte[]> list(int count) {
    List<byte[]> packets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      packets.add(next());
    }
    return packets;
  }

  byte[] next() {
    while (true) {
      byte[] packet = any();
      PacketType type = PacketType.ofFirstByte(packet[0]);
      Direction only =
          switch (type) {
            case CONNECT, SUBSCRIBE, UNSUBSCRIBE, PINGREQ -> Direction.CLIENT_TO_SERVER;
            case CONNACK, SUBACK, UNSUBACK, PINGRESP -> Direction.SERVER_TO_CLIENT;
            default -> direction;
          };
      // a CONNECT is the first packet of a real stream, and those who name a side want a real one
      if (direction == null || direction == only && type != PacketType.CONNECT) {
        return packet;
      }
    }
  }

  private byte[] any() {
    boolean v5 = version == MqttVersion.V5_0;
    int id = 1 + random.nextInt(0xffff);
    return switch (random.nextInt(16)) {
      case 0 -> MqttBytes.puback(id);
      case 1 -> v5 ? MqttBytes.ack(PacketType.PUBREC, id, 0x10) : MqttBytes.pubrec(id);
      case 2 -> v5 ? ackWithProperties(id) : MqttBytes.pubrel(id);
      case 3 -> MqttBytes.pubcomp(id);
      case 4 -> MqttBytes.subscribe(version, id, random.nextInt(3), topic() + "/#", topic());
      case 5 -> MqttBytes.suback(version, id, 0, 1, 2, 0x80);
      case 6 -> MqttBytes.unsubscribe(version, id, topic(), "+/x");
      case 7 -> MqttBytes.unsuback(version, id, 0, 0x11);
      case 8 -> MqttBytes.pingreq();
      case 9 -> MqttBytes.pingresp();
      case 10 -> MqttBytes.connack(version, random.nextBoolean(), 0);
      case 11 ->
          MqttBytes.connectOf(version, "client" + id)
              .will(topic(), payload(20), random.nextInt(3), random.nextBoolean())
              .username("name")
              .password(payload(9))
              .bytes();
      default -> publish();
    };
  }

  byte[] publish() {
    int qos = random.nextInt(3);
    int size = random.nextInt(40) == 0 ? 20_000 : random.nextInt(5) == 0 ? 300 : 30;
    return MqttBytes.publish(
        version,
        topic(),
        payload(random.nextInt(size)),
        qos,
        1 + random.nextInt(0xffff),
        qos > 0 && random.nextBoolean(),
        random.nextBoolean(),
        properties());
  }

  private byte[] ackWithProperties(int id) {
    return MqttBytes.ack(
        PacketType.PUBREL,
        id,
        0x92,
        MqttBytes.properties().text(PropertyId.REASON_STRING, topic()).user("k", topic()));
  }

  private MqttProperties properties() {
    MqttProperties properties = MqttBytes.properties();
    if (random.nextBoolean()) {
      properties.user("key", topic());
    }
    if (random.nextBoolean()) {
      properties.number(PropertyId.MESSAGE_EXPIRY_INTERVAL, random.nextInt(1000));
    }
    if (random.nextInt(3) == 0) {
      properties.text(PropertyId.CONTENT_TYPE, topic()).number(PropertyId.TOPIC_ALIAS, 7);
    }
    if (random.nextInt(5) == 0) {
      properties.binary(PropertyId.CORRELATION_DATA, payload(200));
    }
    return properties;
  }

  private String topic() {
    return TOPICS[random.nextInt(TOPICS.length)];
  }

  private byte[] payload(int length) {
    byte[] payload = new byte[length];
    if (random.nextBoolean()) {
      random.nextBytes(payload);
    } else {
      Arrays.fill(payload, (byte) ('a' + random.nextInt(26)));
    }
    return payload;
  }
}
