package dev.hopscope.lab.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.broker.PacketEvent;
import dev.hopscope.broker.PacketEvent.Direction;
import dev.hopscope.broker.PacketEvent.Publish;
import dev.hopscope.broker.ReferenceBroker;
import dev.hopscope.lab.capture.SynthesizedCapture;
import dev.hopscope.lab.client.ClientSettings;
import dev.hopscope.lab.client.ClientSettings.Version;
import dev.hopscope.lab.client.LabClient;
import dev.hopscope.lab.client.LabClient.Filter;
import dev.hopscope.lab.client.Message;
import dev.hopscope.lab.proxy.Fault;
import dev.hopscope.lab.proxy.Fault.Action;
import dev.hopscope.lab.proxy.Fault.Position;
import dev.hopscope.lab.proxy.FaultPlan;
import dev.hopscope.lab.proxy.Proxy;
import dev.hopscope.lab.proxy.ProxyConnection;
import dev.hopscope.lab.witness.Witnesses.Verdict;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.report.DecodedPacket;
import dev.hopscope.report.PacketSink;
import dev.hopscope.report.ReportModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was really seen agrees; altered in one line, by any of the witnesses, it does not. */
@Timeout(120)
class WitnessesTest {
  @TempDir private static Path folder;
  private static List<ProxyConnection> wire;
  private static List<PacketEvent> broker;
  private static List<DecodedPacket> packets;

  @BeforeAll
  static void converse() throws Exception {
    Queue<PacketEvent> events = new ConcurrentLinkedQueue<>();
    Path file = folder.resolve("capture.pcapng");
    Fault cut =
        new Fault(
            "pub",
            dev.hopscope.mqtt.Direction.SERVER_TO_CLIENT,
            PacketType.PUBACK,
            0,
            1,
            Position.BEFORE,
            Action.CUT,
            null);
    SynthesizedCapture capture = SynthesizedCapture.start(file, "test", System::nanoTime);
    try (ReferenceBroker running = ReferenceBroker.builder().port(0).listener(events::add).start();
        Proxy proxy = Proxy.open(new FaultPlan(List.of(cut)), capture.tap())) {
      proxy.target(new InetSocketAddress(InetAddress.getLoopbackAddress(), running.port()));
      try (LabClient sub = client(proxy, "sub", true);
          LabClient pub = client(proxy, "pub", false)) {
        connect(proxy, "sub", sub);
        sub.subscribe(List.of(new Filter("a", 2)));
        connect(proxy, "pub", pub);
        pub.publish(new Message("a", "one", 1, false));
        connect(proxy, "pub", pub);
        assertThat(sub.inbox().await(2, Duration.ofSeconds(20))).isTrue();
        pub.publish(new Message("a", "two", 2, false));
        assertThat(sub.inbox().await(3, Duration.ofSeconds(20))).isTrue();
        pub.disconnect();
        sub.disconnect();
      }
      wire = proxy.connections();
      for (ProxyConnection each : wire) {
        assertThat(each.awaitEnd(5_000_000_000L)).isTrue();
      }
    }
    capture.close();
    broker = List.copyOf(events);
    packets = decode(file);
  }

  private static LabClient client(Proxy proxy, String name, boolean clean) {
    return LabClient.of(
        new ClientSettings(name, name, Version.V3_1_1, clean, 0, 60, null), proxy.address());
  }

  private static void connect(Proxy proxy, String name, LabClient client) {
    proxy.expect(name);
    client.connect();
  }

  private static List<DecodedPacket> decode(Path file) {
    List<DecodedPacket> all = new ArrayList<>();
    Analyzer.decode(
            AnalyzerOptions.DEFAULT,
            new PacketSink() {
              @Override
              public void packet(DecodedPacket packet) {
                all.add(packet);
              }

              @Override
              public void gap(ReportModel.Gap gap) {
                throw new AssertionError(gap);
              }

              @Override
              public void end() {
                assertThat(all).isNotEmpty();
              }
            })
        .run(List.of(file), Progress.NONE);
    return all;
  }

  private static Verdict compare(List<PacketEvent> log, List<DecodedPacket> analyzer) {
    Witnesses witnesses = new Witnesses();
    witnesses.compare(wire, log, analyzer);
    witnesses.strangers(wire, analyzer);
    return witnesses.verdict();
  }

  @Test
  void theyDifferByTheFaultOnly() {
    Verdict verdict = compare(broker, packets);
    assertThat(verdict.differences()).isEmpty();
    assertThat(verdict.removed()).isEqualTo(1);
    assertThat(verdict.compared()).isEqualTo(packets.size());
    assertThat(broker).hasSize(packets.size() + 1);
  }

  @Test
  void everyLineOfTheBrokerCounts() {
    for (int i = 0; i < broker.size(); i++) {
      List<PacketEvent> less = new ArrayList<>(broker);
      PacketEvent gone = less.remove(i);
      assertThat(compare(less, packets).differences()).as("without %s", gone).isNotEmpty();
    }
  }

  @Test
  void everyPacketOfTheAnalyzerCounts() {
    for (int i = 0; i < packets.size(); i++) {
      List<DecodedPacket> less = new ArrayList<>(packets);
      DecodedPacket gone = less.remove(i);
      assertThat(compare(broker, less).differences()).as("without %s", gone).isNotEmpty();
      assertThat(compare(null, less).differences()).as("without %s", gone).isNotEmpty();
    }
  }

  @Test
  void oneAlteredLineIsTold() {
    List<PacketEvent> altered = new ArrayList<>(broker);
    int at = 0;
    while (!(broker.get(at).content() instanceof Publish publish
        && publish.qos() == 2
        && broker.get(at).direction() == Direction.SERVER_TO_CLIENT)) {
      at++;
    }
    PacketEvent event = broker.get(at);
    Publish was = (Publish) event.content();
    altered.set(
        at,
        new PacketEvent(
            event.time(),
            event.direction(),
            event.client(),
            event.clientId(),
            event.version(),
            event.type(),
            event.packetId(),
            new Publish(
                1,
                was.dup(),
                was.retain(),
                was.topic(),
                was.payloadLength(),
                was.payloadDigest())));
    assertThat(compare(altered, packets).differences())
        .first()
        .asString()
        .matches(
            "sub, server-to-client, packet \\d: the broker less the faults has PUBLISH \\d \\(QoS 1,"
                + " a, [0-9a-f]{16}\\), the capture has PUBLISH \\d \\(QoS 2, a, [0-9a-f]{16}\\)");
  }

  @Test
  void whatNobodySentIsTold() {
    List<DecodedPacket> more = new ArrayList<>(packets);
    DecodedPacket one = packets.get(0);
    more.add(
        new DecodedPacket(
            one.capture(),
            one.frame(),
            one.time(),
            one.connection(),
            one.tcpStream(),
            one.direction(),
            "127.0.0.1:1",
            one.destination(),
            one.version(),
            one.type(),
            one.content(),
            one.flags(),
            one.remainingLength(),
            one.dup(),
            one.qos(),
            one.retain(),
            one.resolvedTopic(),
            one.topicAlias(),
            one.malformedReason(),
            one.findings()));
    assertThat(compare(broker, more).differences())
        .containsExactly("the capture has CONNECT from 127.0.0.1:1, which is no client of the lab");
  }
}
