package dev.hopscope.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dynatrace.hash4j.hashing.Hashing;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;

/** The broker with clients of each version of MQTT, and what it tells of their packets. */
class ReferenceBrokerTest {
  private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

  private final Recorder recorder = new Recorder();

  private ReferenceBroker.Builder builder() {
    return ReferenceBroker.builder().port(0).listener(recorder);
  }

  @Test
  void mqtt31() throws Exception {
    try (ReferenceBroker broker = builder().start()) {
      MqttConnectOptions options = new MqttConnectOptions();
      options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1);
      options.setSocketFactory(new NoDelaySockets());
      String uri = "tcp://127.0.0.1:" + broker.port();
      try (MqttClient client = new MqttClient(uri, "old", new MemoryPersistence())) {
        client.connect(options);
        client.subscribe("a/b", 2, (topic, message) -> {});
        client.publish("a/b", HELLO, 2, false);
        recorder.await("old", "> PUBCOMP 1");
        client.disconnect();
      }
      recorder.await("old", "> DISCONNECT");
    }
    assertThat(recorder.packets()).allMatch(each -> each.version().equals("3.1"));
    assertThat(recorder.of("old"))
        .containsExactlyInAnyOrder(
            "> CONNECT",
            "< CONNACK",
            "> SUBSCRIBE 1",
            "< SUBACK 1",
            "> PUBLISH 2 q2",
            "< PUBREC 2",
            "> PUBREL 2",
            "< PUBCOMP 2",
            "< PUBLISH 1 q2",
            "> PUBREC 1",
            "< PUBREL 1",
            "> PUBCOMP 1",
            "> DISCONNECT");
  }

  @Test
  void mqtt311() throws Exception {
    try (ReferenceBroker broker = builder().start()) {
      Mqtt3BlockingClient client =
          Mqtt3Client.builder()
              .identifier("middle")
              .serverHost("127.0.0.1")
              .serverPort(broker.port())
              .buildBlocking();
      client.connect();
      client.subscribeWith().topicFilter("#").qos(MqttQos.AT_MOST_ONCE).send();
      client.publishWith().topic("t").qos(MqttQos.AT_LEAST_ONCE).payload(HELLO).retain(true).send();
      recorder.await("middle", "< PUBLISH q0");
      client.disconnect();
      recorder.await("middle", "> DISCONNECT");
    }
    PacketEvent published = recorder.await(each -> each.content() instanceof PacketEvent.Publish);
    assertThat(published.version()).isEqualTo("3.1.1");
    assertThat(published.packetId()).isPositive();
    assertThat(published.content())
        .isEqualTo(
            new PacketEvent.Publish(
                1, false, true, "t", HELLO.length, Hashing.xxh3_64().hashBytesToLong(HELLO)));
  }

  @Test
  void mqtt5OverWebSocket() throws Exception {
    try (ReferenceBroker broker = builder().webSocketPort(0).start()) {
      Mqtt5BlockingClient client =
          Mqtt5Client.builder()
              .serverHost("127.0.0.1")
              .serverPort(broker.webSocketPort())
              .webSocketConfig()
              .serverPath("mqtt")
              .applyWebSocketConfig()
              .buildBlocking();
      client.connect();
      client.publishWith().topic("nobody").qos(MqttQos.EXACTLY_ONCE).payload(HELLO).send();
      client.disconnect();
      recorder.await(each -> each.type().equals("DISCONNECT"));
    }
    PacketEvent pubrec = recorder.await(each -> each.type().equals("PUBREC"));
    assertThat(pubrec.version()).isEqualTo("5.0");
    // "No matching subscribers", which there is no way to say before 5.0
    assertThat(pubrec.content()).isEqualTo(new PacketEvent.ReasonCode(0x10));
    // the ClientID that the broker assigned, in its CONNECT too
    assertThat(recorder.packets().stream().map(PacketEvent::clientId).collect(Collectors.toSet()))
        .hasSize(1)
        .doesNotContainNull();
  }

  @Test
  void severalAtOnce() throws Exception {
    try (ReferenceBroker one = builder().start();
        ReferenceBroker other = ReferenceBroker.builder().port(0).start()) {
      assertThat(one.port()).isNotEqualTo(other.port());
      try (ReferenceBroker third = ReferenceBroker.builder().port(0).start()) {
        assertThat(third.port()).isPositive();
      }
      Mqtt5BlockingClient client =
          Mqtt5Client.builder()
              .identifier("c")
              .serverHost("127.0.0.1")
              .serverPort(one.port())
              .buildBlocking();
      client.connect();
      client.disconnect();
      recorder.await("c", "> DISCONNECT");
    }
  }

  @Test
  void aPortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> ReferenceBroker.builder().port(port).start())
          .isInstanceOfSatisfying(
              BrokerException.class,
              e -> assertThat(e.kind()).isEqualTo(BrokerException.Kind.PLACE))
          .hasMessage(
              "127.0.0.1:"
                  + port
                  + ": cannot be listened on (Address already in use): give another port, or 0 for"
                  + " a free one");
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    Set<Path> before = folders();
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
    int port;
    try (ReferenceBroker broker = builder().start()) {
      port = broker.port();
      assertThat(folders()).hasSize(before.size() + 1);
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(client.isConnected()).isTrue();
      }
    }
    assertThat(folders()).isEqualTo(before);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
        .hasMessageContaining("refused");
    assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
    List<Thread> left =
        Thread.getAllStackTraces().keySet().stream()
            .filter(each -> !threads.contains(each) && !each.isDaemon() && each.isAlive())
            .filter(each -> each.getName().contains("eventloop"))
            .toList();
    assertThat(left).isEmpty();
  }

  private static Set<Path> folders() throws Exception {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith("hopscope-broker"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aHostThatOthersReachNeedsUsersOrAWord() throws Exception {
    assertThatThrownBy(() -> builder().host("0.0.0.0").start())
        .hasMessageContaining("0.0.0.0 can be reached from other machines");
    assertThatThrownBy(() -> builder().host("::").start())
        .hasMessageContaining("can be reached from other machines");
    try (ReferenceBroker broker = builder().host("127.0.0.2").start()) {
      assertThat(broker.port()).isPositive();
    }
  }

  @Test
  void theHighestQos() throws Exception {
    try (ReferenceBroker broker = builder().maxQos(1).start()) {
      Mqtt5BlockingClient modern =
          Mqtt5Client.builder()
              .identifier("modern")
              .serverHost("127.0.0.1")
              .serverPort(broker.port())
              .buildBlocking();
      assertThat(modern.connect().getRestrictions().getMaximumQos())
          .isEqualTo(MqttQos.AT_LEAST_ONCE);
      modern.disconnect();
      Mqtt3BlockingClient old =
          Mqtt3Client.builder()
              .identifier("old")
              .serverHost("127.0.0.1")
              .serverPort(broker.port())
              .buildBlocking();
      old.connect();
      assertThatThrownBy(
              () -> old.publishWith().topic("t").qos(MqttQos.EXACTLY_ONCE).payload(HELLO).send())
          .hasMessageContaining("closed");
    }
  }

  /** Paho leaves Nagle's algorithm on. */
  private static final class NoDelaySockets extends SocketFactory {
    private static Socket noDelay(Socket socket) throws IOException {
      socket.setTcpNoDelay(true);
      return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
      return noDelay(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return noDelay(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return noDelay(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return noDelay(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return noDelay(new Socket(host, port, local, localPort));
    }
  }
}
