package dev.hopscope.expect;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A message at QoS 1 from pub, delivered at QoS 1 to sub1 and at QoS 0 to sub2, and what can be
 * wrong with it. Every defect leaves a capture whose TCP is as it should be, but for the gap.
 */
final class EditedCapture {
  /** What is changed. */
  enum Defect {
    NONE,
    PUBLISHED_QOS,
    DELIVERED_QOS,
    DELIVERY_REMOVED,
    PUBACK_REMOVED,
    DELIVERED_TWICE,
    SLOW_DELIVERY,
    GAP
  }

  static final String TOPIC = "plant/line/7";
  private static final MqttVersion VERSION = MqttVersion.V3_1_1;

  private final CaptureBuilder capture = new CaptureBuilder();
  private final Defect defect;

  private EditedCapture(Defect defect) {
    this.defect = defect;
  }

  static CaptureBuilder of(Defect defect) {
    return new EditedCapture(defect).build();
  }

  /** Messages whose topic, payload and ClientIDs are made to break what shows them. */
  static CaptureBuilder hostile() {
    CaptureBuilder capture = new CaptureBuilder();
    String topic = "a/\"'<script>alert(1)</script>: #x\u0007\u202e|`]]>&;\n::error::x";
    String[] clients = {"=cmd|' /C calc'!A0", "yes", "- {x: *y}", "</script>\u001b[31m"};
    for (int i = 0; i < clients.length; i++) {
      Conversation client = capture.open("10.0.0.1:" + (50_000 + i), "10.0.0.9:1883");
      client.client(MqttBytes.connect(VERSION, clients[i], true, 60));
      client.server(MqttBytes.connack(VERSION, false, 0));
      client.client(MqttBytes.subscribe(VERSION, 1, 0, "a/+"));
      client.server(MqttBytes.suback(VERSION, 1, 0));
      client.client(
          MqttBytes.publish(
              VERSION,
              topic.replace("/script", "x").replace('#', 'n'),
              "<img src=x>\u0000\u001b[2J```\n"));
      client.server(
          MqttBytes.publish(
              VERSION,
              topic.replace("/script", "x").replace('#', 'n'),
              "<img src=x>\u0000\u001b[2J```\n"));
      client.client(MqttBytes.unsubscribe(VERSION, 2, "a/+"));
      client.server(MqttBytes.unsuback(VERSION, 2));
      client.client(MqttBytes.disconnect()).closeByClient();
    }
    return capture;
  }

  private CaptureBuilder build() {
    Conversation sub1 = connect("10.0.0.2:40001", "sub1", 1);
    Conversation sub2 = connect("10.0.0.3:40002", "sub2", 0);
    Conversation pub = connect("10.0.0.1:40000", "pub", -1);
    int published = defect == Defect.PUBLISHED_QOS ? 2 : 1;
    pub.client(MqttBytes.publish(VERSION, TOPIC, "ok", published, 7));
    if (published == 2) {
      pub.server(MqttBytes.pubrec(7)).client(MqttBytes.pubrel(7)).server(MqttBytes.pubcomp(7));
    } else if (defect == Defect.GAP) {
      pub.serverUnseen(4).clientAck();
    } else if (defect != Defect.PUBACK_REMOVED) {
      pub.server(MqttBytes.puback(7));
    }
    capture.advance(defect == Defect.SLOW_DELIVERY ? 3_000_000_000L : 0);
    int delivered = defect == Defect.DELIVERED_QOS ? 0 : 1;
    sub1.server(MqttBytes.publish(VERSION, TOPIC, "ok", delivered, 3));
    if (delivered == 1) {
      sub1.client(MqttBytes.puback(3));
    }
    if (defect == Defect.DELIVERED_TWICE) {
      sub1.server(MqttBytes.publish(VERSION, TOPIC, "ok", 1, 4)).client(MqttBytes.puback(4));
    }
    if (defect != Defect.DELIVERY_REMOVED) {
      sub2.server(MqttBytes.publish(VERSION, TOPIC, "ok"));
    }
    capture.advance(1_000_000_000L);
    for (Conversation each : List.of(pub, sub1, sub2)) {
      each.client(MqttBytes.disconnect()).closeByClient();
    }
    return capture;
  }

  private Conversation connect(String address, String clientId, int qos) {
    Conversation client = capture.open(address, "10.0.0.9:1883");
    client.client(MqttBytes.connect(VERSION, clientId, true, 60));
    client.server(MqttBytes.connack(VERSION, false, 0));
    if (qos >= 0) {
      client.client(MqttBytes.subscribe(VERSION, 1, qos, "plant/#"));
      client.server(MqttBytes.suback(VERSION, 1, qos));
    }
    return client;
  }

  /** The verdicts on a capture. */
  static List<Verdict> check(CaptureBuilder capture, String expectations) {
    try {
      Path file = Files.createTempFile("edited", ".pcapng");
      try {
        Files.write(file, capture.pcapng());
        return check(file, expectations);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The verdicts on a capture file. */
  static List<Verdict> check(Path file, String expectations) {
    Evaluator evaluator = new Evaluator(Expectations.read("e.yaml", expectations));
    Analyzer.analyze(AnalyzerOptions.DEFAULT, evaluator).run(List.of(file), Progress.NONE);
    return evaluator.verdicts();
  }
}
