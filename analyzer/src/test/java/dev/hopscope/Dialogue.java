package dev.hopscope;

import static dev.hopscope.mqtt.MqttVersion.V3_1;
import static dev.hopscope.mqtt.MqttVersion.V3_1_1;
import static dev.hopscope.mqtt.MqttVersion.V5_0;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttConnectBytes;
import dev.hopscope.testkit.MqttProperties;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A made-up conversation of a client and a server: legal packets of every type in an order that
 * could have been, with flows under way in both directions at once and few packet identifiers, so
 * that they are used again and again. A longer dialogue of the same seed begins like a shorter one.
 */
final class Dialogue {
  /** What payloads may hold. */
  enum Payloads {
    /** Anything, whole MQTT packets included. */
    ANY,
    /**
     * Letters. After a loss nobody can tell a packet from payload bytes that look like one, so a
     * test of what is found behind losses has to leave those out.
     */
    TEXT
  }

  /**
   * One packet.
   *
   * @param packetId -1 if it has none
   * @param topic of a PUBLISH with its alias resolved, else null
   * @param payload of a PUBLISH, else null
   * @param flow number of the exchange it belongs to, -1 if to none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(
      boolean fromClient,
      PacketType type,
      int packetId,
      String topic,
      byte[] payload,
      int flow,
      long position,
      byte[] bytes) {}

  private static final String[] TOPICS = {"a", "b/c", "sensors/kitchen/temperature", "ü/é", "b/d"};

  private static final class Side {
    final Map<Integer, String> aliases = new HashMap<>();
    final List<Integer> identifiers = new ArrayList<>();
    long position;
  }

  private static final class Exchange {
    final int number;
    final boolean fromClient;
    final int qos;
    final int id;
    final String topic;
    final byte[] payload;
    final MqttProperties properties;
    PacketType last = PacketType.PUBLISH;

    Exchange(
        int number,
        boolean fromClient,
        int qos,
        int id,
        String topic,
        byte[] payload,
        MqttProperties properties) {
      this.number = number;
      this.fromClient = fromClient;
      this.qos = qos;
      this.id = id;
      this.topic = topic;
      this.payload = payload;
      this.properties = properties;
    }
  }

  private final Random random;
  private final Payloads payloads;
  private final MqttVersion version;
  private final Side client = new Side();
  private final Side server = new Side();
  private final List<Sent> packets = new ArrayList<>();
  private final List<Exchange> open = new ArrayList<>();
  private final List<Runnable> unanswered = new ArrayList<>();
  private int exchanges;

  private Dialogue(Random random, Payloads payloads) {
    this.random = random;
    this.payloads = payloads;
    this.version = random.nextInt(5) == 0 ? V3_1 : random.nextBoolean() ? V3_1_1 : V5_0;
  }

  /** Makes a dialogue of at least {@code size} packets behind its CONNECT and CONNACK. */
  static Dialogue of(long seed, int size, Payloads payloads) {
    Dialogue dialogue = new Dialogue(new Random(seed), payloads);
    dialogue.connect();
    while (dialogue.packets.size() < size + 2) {
      dialogue.step();
    }
    dialogue.close(new Random(seed));
    return dialogue;
  }

  MqttVersion version() {
    return version;
  }

  List<Sent> packets() {
    return packets;
  }

  private Side side(boolean ofClient) {
    return ofClient ? client : server;
  }

  private Sent send(boolean fromClient, PacketType type, int id, int flow, byte[] bytes) {
    return send(fromClient, type, id, null, null, flow, bytes);
  }

  private Sent send(
      boolean fromClient,
      PacketType type,
      int id,
      String topic,
      byte[] payload,
      int flow,
      byte[] bytes) {
    Side side = side(fromClient);
    Sent sent = new Sent(fromClient, type, id, topic, payload, flow, side.position, bytes);
    side.position += bytes.length;
    packets.add(sent);
    return sent;
  }

  private void connect() {
    MqttConnectBytes connect =
        MqttBytes.connectOf(version, "client-" + random.nextInt(1000))
            .cleanStart(random.nextBoolean())
            .keepAlive(random.nextInt(100))
            .properties(random.nextBoolean() ? properties() : MqttBytes.properties());
    if (random.nextBoolean()) {
      byte[] will = text(random.nextInt(50));
      connect.will("will/topic", will, random.nextInt(3), random.nextBoolean());
    }
    if (random.nextBoolean()) {
      connect.username("user").password(text(12));
    }
    send(true, PacketType.CONNECT, -1, -1, connect.bytes());
    send(false, PacketType.CONNACK, -1, -1, MqttBytes.connack(version, false, 0));
  }

  private MqttProperties properties() {
    MqttProperties properties = MqttBytes.properties();
    for (int i = random.nextInt(3); i > 0; i--) {
      properties.user("name" + i, new String(text(random.nextInt(40)), StandardCharsets.UTF_8));
    }
    return properties;
  }

  private void step() {
    int choice = random.nextInt(20);
    if (choice < 8) {
      publish(random.nextBoolean());
    } else if (choice < 15 && !open.isEmpty()) {
      goOn(open.get(random.nextInt(open.size())));
    } else if (choice < 17 && !unanswered.isEmpty()) {
      unanswered.remove(0).run();
    } else {
      ask(random.nextInt(4));
    }
  }

  private void publish(boolean fromClient) {
    Side side = side(fromClient);
    int qos = random.nextInt(3);
    int id = qos == 0 ? -1 : takeIdentifier(side);
    String topic = TOPICS[random.nextInt(TOPICS.length)];
    MqttProperties properties = random.nextInt(3) == 0 ? properties() : MqttBytes.properties();
    String written = topic;
    if (version == V5_0 && random.nextBoolean()) {
      int alias = 1 + random.nextInt(3);
      String known = side.aliases.get(alias);
      if (known != null && random.nextInt(4) > 0) {
        topic = known;
        written = "";
      }
      side.aliases.put(alias, topic);
      properties.number(PropertyId.TOPIC_ALIAS, alias);
    }
    byte[] payload = payload();
    Exchange exchange = new Exchange(exchanges++, fromClient, qos, id, topic, payload, properties);
    byte[] bytes =
        MqttBytes.publish(
            version, written, payload, qos, id, false, random.nextInt(4) == 0, properties);
    send(fromClient, PacketType.PUBLISH, id, topic, payload, exchange.number, bytes);
    if (qos > 0) {
      open.add(exchange);
    }
  }

  private int takeIdentifier(Side side) {
    int id;
    do {
      id = random.nextInt(8) == 0 ? 1 + random.nextInt(0xffff) : 1 + random.nextInt(6);
      if (side.identifiers.size() > 5) {
        id = 7 + random.nextInt(0xfff0);
      }
    } while (side.identifiers.contains(id));
    side.identifiers.add(id);
    return id;
  }

  private void goOn(Exchange exchange) {
    boolean repeat =
        version != V5_0 && exchange.last == PacketType.PUBLISH && random.nextInt(10) == 0;
    if (repeat) {
      // [MQTT-4.4.0-1] came with 5.0: before it a sender may repeat at any time
      byte[] bytes =
          MqttBytes.publish(
              version,
              exchange.topic,
              exchange.payload,
              exchange.qos,
              exchange.id,
              true,
              false,
              exchange.properties);
      send(
          exchange.fromClient,
          PacketType.PUBLISH,
          exchange.id,
          exchange.topic,
          exchange.payload,
          exchange.number,
          bytes);
      return;
    }
    PacketType next =
        switch (exchange.last) {
          case PUBLISH -> exchange.qos == 1 ? PacketType.PUBACK : PacketType.PUBREC;
          case PUBREC -> PacketType.PUBREL;
          default -> PacketType.PUBCOMP;
        };
    boolean fromClient = exchange.fromClient == (next == PacketType.PUBREL);
    int code = 0;
    boolean mayRefuse = next == PacketType.PUBACK || next == PacketType.PUBREC;
    if (version == V5_0 && random.nextInt(4) == 0) {
      code = mayRefuse ? (random.nextBoolean() ? 0x10 : 0x87) : 0;
      boolean bare = random.nextBoolean();
      byte[] bytes =
          bare
              ? MqttBytes.ack(next, exchange.id, code)
              : MqttBytes.ack(next, exchange.id, code, properties());
      send(fromClient, next, exchange.id, exchange.number, bytes);
    } else {
      send(fromClient, next, exchange.id, exchange.number, plainAck(next, exchange.id));
    }
    exchange.last = next;
    if (code >= 0x80 || next == PacketType.PUBACK || next == PacketType.PUBCOMP) {
      open.remove(exchange);
      side(exchange.fromClient).identifiers.remove(Integer.valueOf(exchange.id));
    }
  }

  private static byte[] plainAck(PacketType type, int id) {
    return switch (type) {
      case PUBACK -> MqttBytes.puback(id);
      case PUBREC -> MqttBytes.pubrec(id);
      case PUBREL -> MqttBytes.pubrel(id);
      default -> MqttBytes.pubcomp(id);
    };
  }

  private void ask(int what) {
    switch (what) {
      case 0 -> {
        int id = takeIdentifier(client);
        boolean two = random.nextBoolean();
        String[] filters = two ? new String[] {"b/+", "sensors/#"} : new String[] {"a"};
        int qos = random.nextInt(3);
        send(true, PacketType.SUBSCRIBE, id, -1, MqttBytes.subscribe(version, id, qos, filters));
        answer(PacketType.SUBACK, id, () -> suback(id, qos, two));
      }
      case 1 -> {
        int id = takeIdentifier(client);
        send(true, PacketType.UNSUBSCRIBE, id, -1, MqttBytes.unsubscribe(version, id, "a", "b/+"));
        answer(PacketType.UNSUBACK, id, () -> MqttBytes.unsuback(version, id, 0, 0x11));
      }
      case 2 -> {
        send(true, PacketType.PINGREQ, -1, -1, MqttBytes.pingreq());
        unanswered.add(() -> send(false, PacketType.PINGRESP, -1, -1, MqttBytes.pingresp()));
      }
      default -> {
        if (version == V5_0) {
          boolean fromClient = random.nextBoolean();
          MqttProperties method =
              MqttBytes.properties().text(PropertyId.AUTHENTICATION_METHOD, "PLAIN");
          byte[] auth = MqttBytes.auth(fromClient ? 0x19 : 0x18, method);
          send(fromClient, PacketType.AUTH, -1, -1, auth);
        }
      }
    }
  }

  private byte[] suback(int id, int qos, boolean two) {
    return two ? MqttBytes.suback(version, id, qos, qos) : MqttBytes.suback(version, id, qos);
  }

  private void answer(PacketType type, int id, Supplier<byte[]> bytes) {
    unanswered.add(
        () -> {
          send(false, type, id, -1, bytes.get());
          client.identifiers.remove(Integer.valueOf(id));
        });
  }

  // its own random numbers, so that a longer dialogue still begins like a shorter one
  private void close(Random choice) {
    if (choice.nextBoolean()) {
      while (!open.isEmpty()) {
        goOn(open.get(0));
      }
      unanswered.forEach(Runnable::run);
    }
    if (choice.nextBoolean()) {
      boolean byServer = version == V5_0 && choice.nextInt(3) == 0;
      byte[] bytes = byServer ? MqttBytes.disconnect(0x8b) : MqttBytes.disconnect();
      send(!byServer, PacketType.DISCONNECT, -1, -1, bytes);
    }
  }

  private byte[] payload() {
    int size = random.nextInt(60) == 0 ? 20_000 : random.nextInt(8) == 0 ? 3_000 : 60;
    int length = random.nextInt(size);
    if (payloads == Payloads.TEXT || random.nextInt(3) == 0) {
      return text(length);
    }
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return random.nextBoolean() ? bytes : disguised();
  }

  // a payload that is MQTT itself: such as a capture sent by MQTT
  private byte[] disguised() {
    return MqttBytes.concat(
        MqttBytes.connect(version, "inner", true, 60),
        MqttBytes.publish(version, "inner/topic", "inner payload", 1, 7),
        MqttBytes.puback(7),
        MqttBytes.pingreq(),
        MqttBytes.subscribe(version, 9, 1, "#"),
        MqttBytes.disconnect());
  }

  private byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('A' + random.nextInt(15));
    }
    return text;
  }
}
