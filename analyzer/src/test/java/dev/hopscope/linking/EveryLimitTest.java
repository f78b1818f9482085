package dev.hopscope.linking;

import static dev.hopscope.mqtt.MqttVersion.V3_1_1;
import static dev.hopscope.mqtt.MqttVersion.V5_0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.limits.Limit;
import dev.hopscope.linking.Scene.Client;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.html.HtmlReportWriter;
import dev.hopscope.report.html.PageOptions;
import dev.hopscope.report.text.Terminal;
import dev.hopscope.report.text.TextOptions;
import dev.hopscope.report.text.TextReportWriter;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttProperties;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Forces every limit: the traffic needs a little more than is allowed, the report says so by name,
 * the first hit is told at once, and with the default nothing is hit.
 */
class EveryLimitTest {
  private static final int FEW = 2;

  private final Scene scene = new Scene();

  @ParameterizedTest
  @EnumSource(Limit.class)
  void isHitAndTold(Limit limit) {
    long max = provoke(limit);
    List<Limit> told = new ArrayList<>();
    ReportSink form = limit == Limit.PAGE_TRACES ? page() : text();
    Map<String, Long> hits = analyze(AnalyzerOptions.DEFAULT.withLimit(limit, max), form, told);
    assertThat(hits).containsKey(limit.id());
    assertThat(told).containsOnlyOnce(limit);
    if (limit != Limit.STREAM_SEQUENCE_FAR_AHEAD) {
      List<Limit> never = new ArrayList<>();
      assertThat(analyze(AnalyzerOptions.DEFAULT, text(), never)).isEmpty();
      assertThat(analyze(AnalyzerOptions.DEFAULT, page(), never)).isEmpty();
      assertThat(never).isEmpty();
    }
  }

  /** Makes traffic that needs more than the limit returned. */
  private long provoke(Limit limit) {
    switch (limit) {
      case FRAGMENT_DATAGRAMS, FRAGMENT_BYTES -> {
        for (int id = 1; id <= 4; id++) {
          scene.frame(firstFragment(id));
        }
        return limit == Limit.FRAGMENT_BYTES ? 100 : FEW;
      }
      case STREAM_DIRECTION_BYTES, STREAM_TOTAL_BYTES -> {
        dataBehindAHole();
        return 200;
      }
      case STREAM_SEQUENCE_FAR_AHEAD -> {
        Client client = scene.client("far");
        long far = client.conversation.clientPosition() + 5_000;
        client.conversation.segment(true, far, TcpSegment.ACK, MqttBytes.pingreq());
        return 4_000;
      }
      case STREAM_CONNECTIONS, CONNECT_BYTES -> {
        for (int i = 0; i < 4; i++) {
          scene.client("client" + i);
        }
        return limit == Limit.CONNECT_BYTES ? 20 : FEW;
      }
      case JUDGED_BYTES -> {
        Conversation connection = scene.connection();
        byte[] connect = MqttBytes.connect(V3_1_1, "by and by", true, 60);
        for (byte one : connect) {
          connection.client(new byte[] {one});
        }
        return 300;
      }
      case BROKERS -> {
        for (int i = 0; i < 4; i++) {
          scene.client("10.0.0." + i + ":1883", "client" + i, V3_1_1, c -> c, false).disconnect();
        }
        return FEW;
      }
      case PACKET_HEAD_BYTES, PACKET_TOTAL_BYTES -> {
        packetInPieces();
        return 300;
      }
      case TOPIC_ALIAS_BYTES -> {
        Client client = scene.client("alias", V5_0, connect -> connect);
        publishWithAlias(client, "first/topic", 1);
        publishWithAlias(client, "second/topic", 2);
        return 100;
      }
      case OPEN_FLOWS -> {
        Client client = scene.client("busy");
        for (int id = 1; id <= 4; id++) {
          client.conversation.client(qos1(id, false));
        }
        return FEW;
      }
      case FLOW_STEPS -> {
        Client client = scene.client("stubborn");
        for (int i = 0; i < 4; i++) {
          client.conversation.client(qos1(1, i > 0));
        }
        return FEW;
      }
      case SESSIONS, SESSION_HISTORY_TOTAL -> {
        for (int i = 0; i < 4; i++) {
          durable("one", i > 0).disconnect();
          durable("two" + i, false).disconnect();
        }
        return FEW;
      }
      case SESSION_HISTORY -> {
        for (int i = 0; i < 5; i++) {
          durable("one", i > 0).disconnect();
        }
        return FEW;
      }
      case SUBSCRIPTIONS -> {
        scene.client("sub").subscribe(0, "a", "b", "c", "d");
        return 3;
      }
      case WAITING_WILLS -> {
        withDelayedWill("one").conversation.resetByClient();
        withDelayedWill("two").conversation.resetByClient();
        withDelayedWill("three").conversation.resetByClient();
        return 3;
      }
      default -> {
        return provokeLinker(limit);
      }
    }
  }

  private long provokeLinker(Limit limit) {
    Client publisher = scene.client("pub");
    switch (limit) {
      case OPEN_MESSAGES, OPEN_SLOTS, MOVING_MESSAGES, SERVED_SLOTS, REPORT_FLOWS, PAGE_TRACES -> {
        Client subscriber = scene.client("sub").subscribe(1, "t", "+");
        for (int i = 0; i < 5; i++) {
          publisher.publish("t", "m" + i, 1);
        }
        for (int i = 0; i < 5; i++) {
          subscriber.deliver("t", "m" + i, 1);
        }
      }
      case QUEUED_SLOTS -> {
        durable("sub", false).subscribe(1, "t").disconnect();
        for (int i = 0; i < 4; i++) {
          publisher.publish("t", "m" + i, 1);
        }
        scene.advance(40_000);
        publisher.publish("u", "later", 0);
        scene.advance(1_000);
        publisher.publish("u", "later", 0);
      }
      case GROUP_MEMBERS -> {
        Client subscriber = scene.client("sub").subscribe(0, "t");
        for (int i = 0; i < 6; i++) {
          publisher.publish("t", "same", 0);
        }
        for (int i = 0; i < 4; i++) {
          subscriber.deliver("t", "same", 0);
        }
      }
      case HELD_DELIVERIES, UNKNOWN_ORIGINS -> {
        Client subscriber = scene.client("sub").subscribe(0, "t");
        for (int i = 0; i < 4; i++) {
          subscriber.deliver("t", "nobody published " + i, 0);
        }
      }
      case RECENT_MESSAGES -> {
        scene.midStream(V3_1_1).deliver("somewhere else", "known to be a receiver", 0);
        for (int i = 0; i < 4; i++) {
          publisher.publish("t", "m" + i, 0);
        }
      }
      case BRIDGED_MESSAGES -> {
        scene.client("10.0.0.2:1883", "elsewhere", V3_1_1, connect -> connect, false);
        for (int i = 0; i < 4; i++) {
          publisher.publish("t", "m" + i, 0);
        }
      }
      case RETAINED_MESSAGES -> {
        for (int i = 0; i < 4; i++) {
          publisher.publish("t" + i, "m", 0, true);
        }
      }
      case REPORT_GAPS -> {
        for (int i = 0; i < 4; i++) {
          publisher.publish("t", "m" + i, 0);
          publisher.conversation.clientUnseen(10);
        }
        publisher.publish("t", "last", 0);
        publisher.conversation.serverAck();
      }
      default -> throw new IllegalStateException("no traffic forces " + limit.id());
    }
    return FEW;
  }

  private static byte[] firstFragment(int id) {
    ByteBuffer frame = ByteBuffer.allocate(14 + 20 + 64);
    frame.put(new byte[12]).putShort((short) 0x0800);
    frame.put((byte) 0x45).put((byte) 0).putShort((short) 84).putShort((short) id);
    frame.putShort((short) 0x2000).put((byte) 64).put((byte) 6).putShort((short) 0);
    frame.putInt(0x0a000001).putInt(0x0a000002);
    return frame.array();
  }

  private void dataBehindAHole() {
    Client client = scene.client("pub");
    long position = client.conversation.clientPosition() + 10;
    for (int i = 0; i < 4; i++) {
      client.conversation.segment(
          true, position + 20L * i, TcpSegment.ACK, new byte[10]); // each behind a hole of its own
    }
  }

  private void packetInPieces() {
    Client client = scene.client("pub");
    String filter = "f".repeat(600);
    byte[] subscribe = MqttBytes.subscribe(V3_1_1, 1, 0, filter);
    client.conversation.clientSegmented(100, subscribe);
  }

  private static void publishWithAlias(Client client, String topic, int alias) {
    MqttProperties properties = MqttBytes.properties().number(PropertyId.TOPIC_ALIAS, alias);
    byte[] payload = "x".getBytes(UTF_8);
    client.conversation.client(
        MqttBytes.publish(V5_0, topic, payload, 0, 0, false, false, properties));
  }

  private static byte[] qos1(int id, boolean dup) {
    byte[] payload = ("message " + id).getBytes(UTF_8);
    return MqttBytes.publish(V3_1_1, "t", payload, 1, id, dup, false, MqttBytes.properties());
  }

  private Client durable(String clientId, boolean present) {
    return scene.client(
        Scene.BROKER, clientId, V3_1_1, connect -> connect.cleanStart(false), present);
  }

  private Client withDelayedWill(String clientId) {
    MqttProperties delay = MqttBytes.properties().number(PropertyId.WILL_DELAY_INTERVAL, 60);
    MqttProperties expiry =
        MqttBytes.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, 3_600);
    return scene.client(
        clientId,
        V5_0,
        connect ->
            connect
                .will("will", "gone".getBytes(UTF_8), 0, false)
                .willProperties(delay)
                .properties(expiry));
  }

  private static ReportSink text() {
    return new TextReportWriter(
        new ByteArrayOutputStream(),
        new Terminal(80, false, true),
        new TextOptions(false, 0, false));
  }

  private static ReportSink page() {
    return new HtmlReportWriter(
        new ByteArrayOutputStream(), new PageOptions("test", false, false, false));
  }

  private Map<String, Long> analyze(AnalyzerOptions options, ReportSink form, List<Limit> told) {
    Summaries sink = new Summaries(form);
    scene.analyze(
        options,
        sink,
        new Progress() {
          @Override
          public void update(long bytesRead, long totalBytes, long frames, long packets) {}

          @Override
          public void onLimit(Limit limit, long max) {
            told.add(limit);
          }
        });
    return sink.limits;
  }

  /** Hands everything on to a writer, which holds what it shows, and keeps the summary. */
  private static final class Summaries implements ReportSink {
    private final ReportSink next;
    private Map<String, Long> limits;

    Summaries(ReportSink next) {
      this.next = next;
    }

    @Override
    public void begin(dev.hopscope.limits.Limits run) {
      next.begin(run);
    }

    @Override
    public void flow(ReportModel.Flow flow) {
      next.flow(flow);
    }

    @Override
    public void gap(ReportModel.Gap gap) {
      next.gap(gap);
    }

    @Override
    public void trace(ReportModel.Trace trace) {
      next.trace(trace);
    }

    @Override
    public void summary(ReportModel.Summary summary) {
      limits = summary.limits();
      next.summary(summary);
    }
  }
}
