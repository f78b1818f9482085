package dev.hopscope.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.broker.PacketEvent;
import dev.hopscope.broker.PacketEvent.Publish;
import dev.hopscope.broker.ReferenceBroker;
import dev.hopscope.lab.LabException;
import dev.hopscope.lab.client.ClientSettings.Version;
import dev.hopscope.lab.client.LabClient.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients, and the library's insides that {@link HiveChannel} relies on. */
@Timeout(120)
class LabClientsTest {
  private static final Queue<PacketEvent> EVENTS = new ConcurrentLinkedQueue<>();
  private static final Duration SOON = Duration.ofSeconds(20);
  private static ReferenceBroker broker;

  @BeforeAll
  static void start() {
    broker = ReferenceBroker.builder().port(0).listener(EVENTS::add).start();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void forget() {
    EVENTS.clear();
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port());
  }

  private static ClientSettings settings(String id, Version version, boolean clean, Will will) {
    return new ClientSettings(id, id, version, clean, clean ? 0 : 60, 1, will);
  }

  private static List<String> types(String client) {
    return EVENTS.stream()
        .filter(each -> client.equals(each.clientId()))
        .map(PacketEvent::type)
        .filter(type -> !type.startsWith("PING"))
        .toList();
  }

  private static void await(String client, String type) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (!types(client).contains(type) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(types(client)).contains(type);
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void publishAndReceive(Version version) throws Exception {
    try (LabClient client = LabClient.of(settings("talk", version, true, null), address())) {
      client.connect();
      client.subscribe(List.of(new Filter("talk/+", 2), new Filter("other", 0)));
      for (int qos = 0; qos <= 2; qos++) {
        client.publish(new Message("talk/" + qos, "grün " + qos, qos, false));
      }
      assertThat(client.inbox().await(3, SOON)).isTrue();
      assertThat(client.inbox().messages())
          .containsExactlyInAnyOrder(
              new Message("talk/0", "grün 0", 0, false),
              new Message("talk/1", "grün 1", 1, false),
              new Message("talk/2", "grün 2", 2, false));
      client.unsubscribe(List.of("talk/+", "other"));
      client.disconnect();
      assertThat(client.connected()).isFalse();
      await("talk", "DISCONNECT");
    }
    assertThat(EVENTS)
        .filteredOn(each -> "talk".equals(each.clientId()))
        .extracting(PacketEvent::version)
        .containsOnly(version.toString());
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void droppedWithoutDisconnect(Version version) throws Exception {
    Will will = new Will("gone", "gone", 0, false);
    try (LabClient sees = LabClient.of(settings("sees", Version.V3_1_1, true, null), address());
        LabClient client = LabClient.of(settings("drop", version, true, will), address())) {
      sees.connect();
      sees.subscribe(List.of(new Filter("gone", 0)));
      client.connect();
      client.drop();
      assertThat(sees.inbox().await(1, SOON)).isTrue();
      assertThat(client.connected()).isFalse();
      assertThat(types("drop")).containsExactly("CONNECT", "CONNACK");
      client.connect();
      assertThat(client.connected()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void silentUntilTheBrokerGivesUp(Version version) throws Exception {
    Will will = new Will("silent", "silent", 0, false);
    try (LabClient sees = LabClient.of(settings("hears", Version.V3_1_1, true, null), address());
        LabClient client = LabClient.of(settings("deaf", version, true, will), address())) {
      sees.connect();
      sees.subscribe(List.of(new Filter("silent", 0)));
      client.connect();
      client.subscribe(List.of(new Filter("to/deaf", 1)));
      client.stopAnswering();
      sees.publish(new Message("to/deaf", "?", 1, false));
      assertThat(sees.inbox().await(1, SOON)).isTrue();
      client.drop();
      // the library's own PINGREQ, its giving up and the PUBACK were all kept back
      assertThat(types("deaf"))
          .startsWith("CONNECT", "CONNACK", "SUBSCRIBE", "SUBACK", "PUBLISH")
          .doesNotContain("PUBACK");
      assertThat(EVENTS)
          .filteredOn(each -> "deaf".equals(each.clientId()))
          .extracting(PacketEvent::type)
          .doesNotContain("PINGREQ");
      assertThat(client.inbox().messages()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void aSessionGoesOn(Version version) throws Exception {
    ClientSettings settings = settings("stays", version, false, null);
    try (LabClient client = LabClient.of(settings, address());
        LabClient pub = LabClient.of(settings("pub", Version.V3_1_1, true, null), address())) {
      client.connect();
      client.subscribe(List.of(new Filter("stays", 1)));
      client.disconnect();
      pub.connect();
      pub.publish(new Message("stays", "later", 1, false));
      client.connect();
      assertThat(client.inbox().await(1, SOON)).isTrue();
      assertThat(client.inbox().messages())
          .containsExactly(new Message("stays", "later", 1, false));
    }
    assertThat(EVENTS)
        .filteredOn(each -> each.content() instanceof Publish && "stays".equals(each.clientId()))
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(value = Version.class, names = "V3_1", mode = EnumSource.Mode.EXCLUDE)
  void netty(Version version) {
    // Netty's default today; with Nagle's algorithm a subscriber gets a twentieth of the load
    HiveChannel channel;
    try (LabClient client = LabClient.of(settings("nodelay", version, true, null), address())) {
      client.connect();
      channel =
          version == Version.V5_0
              ? ((Hive5Client) client).channel()
              : ((Hive3Client) client).channel();
      assertThat(channel.noDelay()).isTrue();
      client.disconnect();
    }
  }

  @Test
  void plainSocket() throws IOException {
    try (LabSocket socket = new LabSocket()) {
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Version.class)
  void nobodyThere(Version version) throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (LabClient client = LabClient.of(settings("lonely", version, true, null), nowhere)) {
      assertThatThrownBy(client::connect)
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith("lonely: CONNECT failed (");
      assertThat(client.connected()).isFalse();
    }
  }
}
