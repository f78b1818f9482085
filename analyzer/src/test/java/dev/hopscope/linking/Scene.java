package dev.hopscope.linking;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hopscope.Analyzer;
import dev.hopscope.AnalyzerOptions;
import dev.hopscope.Progress;
import dev.hopscope.limits.Limit;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.report.ReportSink;
import dev.hopscope.testkit.CaptureBuilder;
import dev.hopscope.testkit.Conversation;
import dev.hopscope.testkit.MqttBytes;
import dev.hopscope.testkit.MqttConnectBytes;
import dev.hopscope.testkit.MqttProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Clients and brokers of a test, each packet written in turn. Frames count from 1. */
final class Scene {
  static final String BROKER = "10.0.0.1:1883";

  private final CaptureBuilder capture = new CaptureBuilder();
  private int clients;

  /** Lets time pass. */
  Scene advance(long millis) {
    capture.advance(millis * 1_000_000L);
    return this;
  }

  /** Time between two frames from here on. */
  Scene interval(long nanos) {
    capture.interval(nanos);
    return this;
  }

  /** Any Ethernet frame. */
  Scene frame(byte[] bytes) {
    capture.frame(bytes);
    return this;
  }

  /** A client of 3.1.1 with a clean session. */
  Client client(String clientId) {
    return client(clientId, MqttVersion.V3_1_1, connect -> connect);
  }

  /** A client at the one broker. */
  Client client(String clientId, MqttVersion version, UnaryOperator<MqttConnectBytes> options) {
    return client(BROKER, clientId, version, options, false);
  }

  /** A client at any broker. */
  Client client(
      String broker,
      String clientId,
      MqttVersion version,
      UnaryOperator<MqttConnectBytes> options,
      boolean sessionPresent) {
    String address = "10.0.9." + ++clients + ":40000";
    return client(address, broker, clientId, version, options, sessionPresent);
  }

  Client client(
      String address,
      String broker,
      String clientId,
      MqttVersion version,
      UnaryOperator<MqttConnectBytes> options,
      boolean sessionPresent) {
    Client client = new Client(capture.open(address, broker).acks(false), version);
    client.conversation.client(options.apply(MqttBytes.connectOf(version, clientId)).bytes());
    client.conversation.server(MqttBytes.connack(version, sessionPresent, 0));
    return client;
  }

  /** A client whose connection was under way before the capture. */
  Client midStream(MqttVersion version) {
    String address = "10.0.9." + ++clients + ":40000";
    return new Client(capture.midStream(address, BROKER).acks(false), version);
  }

  /** A connection to the one broker on which nothing was sent yet. */
  Conversation connection() {
    return capture.open("10.0.9." + ++clients + ":40000", BROKER);
  }

  Links analyze() {
    return analyze(AnalyzerOptions.DEFAULT);
  }

  Links analyze(Limit limit, long max) {
    return analyze(AnalyzerOptions.DEFAULT.withLimit(limit, max));
  }

  Links analyze(AnalyzerOptions options) {
    Links links = new Links();
    analyze(options, links, Progress.NONE);
    return links;
  }

  void analyze(AnalyzerOptions options, ReportSink sink, Progress progress) {
    try {
      Path file = Files.createTempFile("scene", ".pcap");
      try {
        Analyzer.analyze(options, sink).run(List.of(capture.writeTo(file)), progress);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection of a client; both ends of it. */
  final class Client {
    final Conversation conversation;
    final MqttVersion version;
    private int lastId;

    Client(Conversation conversation, MqttVersion version) {
      this.conversation = conversation;
      this.version = version;
    }

    /** SUBSCRIBE and SUBACK. */
    Client subscribe(int qos, String... filters) {
      for (String filter : filters) {
        subscribe(filter, qos, MqttBytes.properties());
      }
      return this;
    }

    /** SUBSCRIBE with an options byte, and SUBACK. */
    Client subscribe(String filter, int options, MqttProperties properties) {
      subscribing(filter, options, properties);
      return suback(options & 3);
    }

    /** SUBSCRIBE alone. */
    Client subscribing(String filter, int options, MqttProperties properties) {
      String[] filters = {filter};
      conversation.client(
          MqttBytes.subscribe(version, ++lastId, properties, filters, new int[] {options}));
      return this;
    }

    /** SUBACK to the latest SUBSCRIBE. */
    Client suback(int granted) {
      conversation.server(MqttBytes.suback(version, lastId, granted));
      return this;
    }

    /** UNSUBSCRIBE alone. */
    Client unsubscribing(String filter) {
      conversation.client(MqttBytes.unsubscribe(version, ++lastId, filter));
      return this;
    }

    /** UNSUBACK to the latest UNSUBSCRIBE. */
    Client unsuback() {
      conversation.server(MqttBytes.unsuback(version, lastId, 0));
      return this;
    }

    /** Publishes, with PUBACK at QoS 1; returns the frame of the PUBLISH. */
    int publish(String topic, String payload, int qos) {
      return publish(topic, payload, qos, false);
    }

    int publish(String topic, String payload, int qos, boolean retain) {
      return flow(true, topic, payload, qos, retain, MqttBytes.properties());
    }

    /** Is delivered a message, with PUBACK at QoS 1; returns the frame of the PUBLISH. */
    int deliver(String topic, String payload, int qos) {
      return deliver(topic, payload, qos, false);
    }

    int deliver(String topic, String payload, int qos, boolean retain) {
      return deliver(topic, payload, qos, retain, MqttBytes.properties());
    }

    int deliver(String topic, String payload, int qos, boolean retain, MqttProperties properties) {
      return flow(false, topic, payload, qos, retain, properties);
    }

    private int flow(
        boolean fromClient,
        String topic,
        String payload,
        int qos,
        boolean retain,
        MqttProperties properties) {
      int id = qos == 0 ? 0 : ++lastId;
      byte[] bytes = payload.getBytes(UTF_8);
      int frame = capture.size() + 1;
      conversation.data(
          fromClient, MqttBytes.publish(version, topic, bytes, qos, id, false, retain, properties));
      if (qos == 1) {
        conversation.data(!fromClient, MqttBytes.puback(id));
      }
      return frame;
    }

    /** DISCONNECT and the end of the TCP connection. */
    void disconnect() {
      conversation.client(MqttBytes.disconnect()).closeByClient();
    }
  }
}
