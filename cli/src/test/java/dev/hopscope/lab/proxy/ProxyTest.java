package dev.hopscope.lab.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hopscope.lab.proxy.Entry.Fate;
import dev.hopscope.lab.proxy.Fault.Action;
import dev.hopscope.lab.proxy.Fault.Position;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults, byte by byte, with a client of sockets and a broker of sockets. */
@Timeout(60)
class ProxyTest {
  private static final Direction UP = Direction.CLIENT_TO_SERVER;
  private static final Direction DOWN = Direction.SERVER_TO_CLIENT;
  private static final String CONNECT = "100e00064d5149736470030200000000";
  private static final long SOON_NANOS = 5_000_000_000L;

  private final FakeBroker broker = new FakeBroker();
  private Proxy proxy;
  private Socket client;

  ProxyTest() throws IOException {}

  private void open(Fault... faults) throws IOException {
    proxy = Proxy.open(new FaultPlan(List.of(faults)), WireTap.NONE);
    proxy.target(broker.address());
    proxy.expect("pub");
    client = new Socket(proxy.address().getAddress(), proxy.port());
    client.setSoTimeout(10_000);
    send(CONNECT);
    assertThat(read(4)).isEqualTo("20020000");
  }

  private void send(String hex) throws IOException {
    client.getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  private void publish(int id) throws IOException {
    send("3206000174%04x78".formatted(id));
  }

  private String read(int bytes) throws IOException {
    return HexFormat.of().formatHex(client.getInputStream().readNBytes(bytes));
  }

  private void end() throws Exception {
    client.close();
    assertThat(connection().awaitEnd(SOON_NANOS)).isTrue();
    proxy.close();
    broker.close();
  }

  private ProxyConnection connection() {
    return proxy.connections().get(0);
  }

  private List<String> log(Direction direction) {
    return connection().log(direction).stream()
        .map(each -> each.packet().type() + " " + each.packet().packetId() + " " + each.fate())
        .toList();
  }

  private static Fault fault(
      Direction direction, PacketType type, int id, Position position, Action action) {
    return new Fault("pub", direction, type, id, 1, position, action, null);
  }

  private static Fault lasting(Direction direction, PacketType type, Action action, Duration time) {
    return new Fault("pub", direction, type, 0, 1, Position.BEFORE, action, time);
  }

  @Test
  void passesAndLogs() throws Exception {
    open();
    publish(1);
    assertThat(read(4)).isEqualTo("40020001");
    // two packets in one write, and one in two
    send("3206000174000278" + "32060001");
    send("74000378");
    assertThat(read(8)).isEqualTo("4002000240020003");
    end();
    assertThat(log(UP))
        .containsExactly(
            "CONNECT 0 PASSED", "PUBLISH 1 PASSED", "PUBLISH 2 PASSED", "PUBLISH 3 PASSED");
    assertThat(log(DOWN))
        .containsExactly(
            "CONNACK 0 PASSED", "PUBACK 1 PASSED", "PUBACK 2 PASSED", "PUBACK 3 PASSED");
    assertThat(connection().capturedBytes(UP)).isEqualTo(16 + 3 * 8);
    assertThat(connection().client()).isEqualTo("pub");
    assertThat(connection().log(UP).get(1).packet().topic()).isEqualTo("t");
  }

  @Test
  void cutsBeforeThePacket() throws Exception {
    open(fault(DOWN, PacketType.PUBACK, 0, Position.BEFORE, Action.CUT));
    publish(1);
    assertThat(read(1)).isEmpty();
    publish(2);
    end();
    assertThat(broker.untilEnd()).containsExactly("CONNECT", "PUBLISH 1", "end");
    assertThat(log(DOWN)).containsExactly("CONNACK 0 PASSED", "PUBACK 1 REMOVED");
    assertThat(log(UP)).endsWith("PUBLISH 1 PASSED", "PUBLISH 2 REMOVED");
  }

  @Test
  void cutsAfterThePacket() throws Exception {
    open(fault(UP, PacketType.PUBLISH, 2, Position.AFTER, Action.CUT));
    publish(1);
    assertThat(read(4)).isEqualTo("40020001");
    publish(2);
    assertThat(read(1)).isEmpty();
    end();
    assertThat(broker.untilEnd()).startsWith("CONNECT", "PUBLISH 1", "PUBLISH 2");
    assertThat(log(UP)).endsWith("PUBLISH 1 PASSED", "PUBLISH 2 PASSED");
    // what the broker still answered is accounted for
    assertThat(log(DOWN)).startsWith("CONNACK 0 PASSED", "PUBACK 1 PASSED");
    assertThat(connection().log(DOWN).stream().skip(2).map(Entry::fate))
        .allMatch(Fate.REMOVED::equals);
  }

  @Test
  void dropsOnePacket() throws Exception {
    open(fault(DOWN, PacketType.PUBACK, 1, Position.BEFORE, Action.DROP));
    publish(1);
    publish(2);
    assertThat(read(4)).isEqualTo("40020002");
    end();
    assertThat(log(DOWN))
        .containsExactly("CONNACK 0 PASSED", "PUBACK 1 REMOVED", "PUBACK 2 PASSED");
  }

  @Test
  void delaysOneDirection() throws Exception {
    open(lasting(DOWN, PacketType.PUBACK, Action.DELAY, Duration.ofMillis(300)));
    long began = System.nanoTime();
    publish(1);
    publish(2);
    assertThat(read(8)).isEqualTo("4002000140020002");
    assertThat(System.nanoTime() - began).isGreaterThan(290_000_000L);
    end();
    assertThat(log(DOWN)).allMatch(each -> each.endsWith("PASSED"));
  }

  @Test
  void stallsForAWhile() throws Exception {
    open(lasting(UP, PacketType.PUBLISH, Action.STALL, Duration.ofMillis(300)));
    long began = System.nanoTime();
    publish(1);
    assertThat(proxy.quietNanos()).isLessThan(100_000_000L);
    assertThat(read(4)).isEqualTo("40020001");
    assertThat(System.nanoTime() - began).isGreaterThan(290_000_000L);
    end();
    assertThat(log(UP)).allMatch(each -> each.endsWith("PASSED"));
  }

  @Test
  void stallsForGood() throws Exception {
    open(fault(UP, PacketType.PUBLISH, 1, Position.AFTER, Action.STALL));
    publish(1);
    publish(2);
    client.setSoTimeout(300);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    end();
    assertThat(broker.untilEnd()).containsExactly("CONNECT", "PUBLISH 1", "end");
    assertThat(log(UP)).endsWith("PUBLISH 1 PASSED", "PUBLISH 2 REMOVED");
    assertThat(log(DOWN)).containsExactly("CONNACK 0 PASSED", "PUBACK 1 REMOVED");
  }

  @Test
  void countsOccurrencesOverConnections() throws Exception {
    FaultPlan plan =
        new FaultPlan(
            List.of(
                new Fault("pub", UP, PacketType.PUBLISH, 0, 2, Position.BEFORE, Action.CUT, null)));
    WirePacket packet = WirePacket.of(HexFormat.of().parseHex("3206000174000178"), 2, 4);
    assertThat(plan.at("pub", UP, packet)).isNull();
    assertThat(plan.at("other", UP, packet)).isNull();
    assertThat(plan.at("pub", DOWN, packet)).isNull();
    assertThat(plan.notMet()).hasSize(1);
    assertThat(plan.at("pub", UP, packet)).isNotNull();
    assertThat(plan.notMet()).isEmpty();
    assertThat(plan.at("pub", UP, packet)).isNull();
    broker.close();
  }

  @Test
  void endsWhatIsNoMqtt() throws Exception {
    open();
    send("30ffffffffff");
    assertThat(read(1)).isEmpty();
    end();
    assertThat(connection().problem())
        .isEqualTo("pub, client-to-server: the Remaining Length has more than four bytes");
  }

  @Test
  void refusesWithoutABroker() throws Exception {
    open();
    proxy.target(null);
    try (Socket second = new Socket(proxy.address().getAddress(), proxy.port())) {
      assertThat(second.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(proxy.connections()).hasSize(1);
    end();
  }
}
