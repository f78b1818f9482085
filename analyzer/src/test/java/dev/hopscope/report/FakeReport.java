package dev.hopscope.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Builds elements of a report by hand, as an analysis would hand them over. */
public final class FakeReport {
  static final String BROKER = "127.0.0.1:1883";
  private static final Instant START = Instant.parse("2026-11-21T07:24:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final List<List<String>> STEPS =
      List.of(
          List.of("PUBLISH"),
          List.of("PUBLISH", "PUBACK"),
          List.of("PUBLISH", "PUBREC", "PUBREL", "PUBCOMP"));

  private final List<ReportModel.Connection> connections = new ArrayList<>();
  private final List<ReportModel.Session> sessions = new ArrayList<>();
  private final Map<String, Integer> clients = new HashMap<>();
  private final List<Object> elements = new ArrayList<>();
  private final Map<Integer, ReportModel.Flow> flows = new LinkedHashMap<>();
  private final List<ReportModel.Finding> findings = new ArrayList<>();
  private int traces;
  private int downgraded;
  private int deliveries;
  private int ties;
  private int crossClock;
  private long frame = 10;
  private String topic = "mqtt/topic/test";
  private String payload = "Hello MQTT!";

  static String time(long micros) {
    return TIME.format(START.plusNanos(micros * 1000));
  }

  /** Sets the topic and payload of what follows. */
  public FakeReport message(String topic, String payload) {
    this.topic = topic;
    this.payload = payload;
    return this;
  }

  /** A client with a connection and a session of its own; its id is that of both. */
  int client(String clientId) {
    return client(clientId, BROKER, 1);
  }

  int client(String clientId, String endpoint, int broker) {
    return clients.computeIfAbsent(
        clientId,
        key -> {
          int id = connections.size() + 1;
          connections.add(
              new ReportModel.Connection(
                  id,
                  1,
                  id - 1,
                  "127.0.0.1:" + (40110 + id),
                  endpoint,
                  broker,
                  id,
                  clientId,
                  "3.1",
                  "connect",
                  "tcp",
                  null,
                  null,
                  false,
                  60,
                  true,
                  false,
                  time(0),
                  time(1_900_000),
                  "disconnect",
                  null,
                  8,
                  0,
                  0,
                  List.of(),
                  45_000L,
                  0,
                  0,
                  0,
                  false));
          sessions.add(
              new ReportModel.Session(id, broker, clientId, false, List.of(id), List.of(), false));
          return id;
        });
  }

  /** A flow with a step at each time, given in microseconds from the start. */
  public ReportModel.Flow flow(
      String hop, String clientId, int qos, Integer packetId, long... micros) {
    int client = client(clientId);
    List<ReportModel.Step> steps = new ArrayList<>();
    for (int i = 0; i < micros.length; i++) {
      String type = STEPS.get(qos).get(i);
      boolean up = hop.equals("publish") == (i % 2 == 0);
      steps.add(step(type, micros[i], client, up, packetId, false, null));
    }
    boolean whole = steps.size() == STEPS.get(qos).size();
    return add(
        new ReportModel.Flow(
            flows.size() + 1,
            hop,
            client,
            List.of(client),
            clientId,
            topic,
            qos,
            packetId,
            false,
            payload.length(),
            "0123456789abcdef",
            whole ? "complete" : "open",
            0,
            List.of(),
            (micros[micros.length - 1] - micros[0]) * 1000,
            List.copyOf(steps)));
  }

  ReportModel.Step step(
      String type,
      long micros,
      int client,
      boolean up,
      Integer packetId,
      boolean dup,
      Integer reasonCode) {
    return new ReportModel.Step(
        type,
        time(micros),
        1,
        ++frame,
        client,
        up ? "client-to-server" : "server-to-client",
        packetId,
        type.equals("PUBLISH") ? dup : null,
        type.equals("PUBLISH") ? null : reasonCode == null ? 0 : reasonCode);
  }

  ReportModel.Flow add(ReportModel.Flow flow) {
    flows.put(flow.id(), flow);
    elements.add(flow);
    return flow;
  }

  /** Puts another version of a flow in its place. */
  ReportModel.Flow change(ReportModel.Flow flow, UnaryOperator<ReportModel.Flow> change) {
    ReportModel.Flow changed = change.apply(flow);
    elements.set(elements.indexOf(flow), changed);
    flows.put(changed.id(), changed);
    return changed;
  }

  static ReportModel.Flow with(
      ReportModel.Flow flow,
      String outcome,
      int retransmissions,
      List<String> unseen,
      List<ReportModel.Step> steps) {
    return new ReportModel.Flow(
        flow.id(),
        flow.hop(),
        flow.session(),
        flow.connections(),
        flow.clientId(),
        flow.topic(),
        flow.qos(),
        flow.packetId(),
        flow.retain(),
        flow.payloadLength(),
        flow.payloadDigest(),
        outcome,
        retransmissions,
        unseen,
        flow.durationNanos(),
        steps);
  }

  /** A live delivery that can only belong to its message. */
  public ReportModel.Delivery delivery(ReportModel.Flow publish, ReportModel.Flow flow) {
    return delivery(publish, flow, "sole", 0);
  }

  ReportModel.Delivery delivery(
      ReportModel.Flow publish, ReportModel.Flow flow, String link, int rivals) {
    Integer published = publish == null ? null : publish.qos();
    Long latency = publish == null ? null : nanos(flow) - nanos(publish);
    return new ReportModel.Delivery(
        flow.id(),
        publish == null ? null : publish.id(),
        flow.session(),
        flow.session(),
        flow.clientId(),
        "live",
        List.of(new ReportModel.MatchedSubscription(topic, flow.qos(), null)),
        flow.qos(),
        flow.qos(),
        flow.qos(),
        published != null && flow.qos() < published,
        1,
        false,
        latency,
        latency,
        false,
        link,
        rivals,
        "endpoint");
  }

  private static long nanos(ReportModel.Flow flow) {
    return Times.nanos(flow.steps().get(0).time());
  }

  /** A trace of a publish flow, or of an unknown origin if that is null. */
  public ReportModel.Trace trace(ReportModel.Flow publish, ReportModel.Delivery... list) {
    ReportModel.Trace trace =
        new ReportModel.Trace(
            ++traces,
            topic,
            payload.length(),
            payload,
            null,
            publish == null ? "unknown" : "publish",
            publish == null ? null : publish.id(),
            publish == null ? null : publish.clientId(),
            publish == null ? null : publish.qos(),
            publish == null ? null : publish.retain(),
            "complete",
            List.of(list),
            List.of(),
            List.of(),
            List.of());
    return add(trace);
  }

  ReportModel.Trace add(ReportModel.Trace trace) {
    elements.add(trace);
    for (ReportModel.Delivery delivery : trace.deliveries()) {
      deliveries++;
      downgraded += delivery.downgraded() ? 1 : 0;
      ties += "tie".equals(delivery.link()) ? 1 : 0;
      crossClock += delivery.crossClock() ? 1 : 0;
    }
    return trace;
  }

  void replaceLast(ReportModel.Trace trace) {
    elements.set(elements.size() - 1, trace);
  }

  /** A delivery that comes after its trace. */
  public void late(int trace, ReportModel.Delivery delivery) {
    elements.add(new ReportModel.LateDelivery(trace, delivery));
  }

  void gap(int connection, String direction, long length, long frame) {
    elements.add(new ReportModel.Gap(1, connection, direction, 120, length, "acked-unseen", frame));
  }

  long lastFrame() {
    return frame;
  }

  void finding(String rule, String severity, String message) {
    ReportModel.Finding finding =
        new ReportModel.Finding(
            rule,
            List.of(new ReportModel.Statement("3.1.1", "MQTT-3.3.1-4")),
            severity,
            true,
            1,
            28L,
            List.of(28L),
            1,
            null,
            null,
            null,
            null,
            message,
            null);
    findings.add(finding);
    elements.add(finding);
  }

  /** Hands everything to a sink in the order of the contract. */
  public void play(ReportSink sink) {
    sink.capture(capture(true));
    sink.broker(new ReportModel.Broker(1, List.of(BROKER), "connect", true));
    connections.forEach(connection -> sink.connection(partial(connection)));
    sessions.forEach(sink::session);
    for (Object element : elements) {
      if (element instanceof ReportModel.Flow flow) {
        sink.flow(flow);
      } else if (element instanceof ReportModel.Trace trace) {
        sink.trace(trace);
      } else if (element instanceof ReportModel.LateDelivery delivery) {
        sink.delivery(delivery);
      } else if (element instanceof ReportModel.Gap gap) {
        sink.gap(gap);
      } else if (element instanceof ReportModel.Finding finding) {
        sink.finding(finding);
      }
    }
    connections.forEach(sink::connection);
    sink.broker(new ReportModel.Broker(1, List.of(BROKER), "connect", false));
    sink.capture(capture(false));
    sink.summary(summary());
  }

  private static ReportModel.Capture capture(boolean partial) {
    return new ReportModel.Capture(
        1,
        1,
        "capture.pcapng",
        "pcapng",
        List.of("ETHERNET"),
        partial ? 1 : 61,
        Map.of(),
        partial ? 74 : 5_120,
        partial ? 0 : 24,
        time(0),
        partial ? time(0) : time(1_900_000),
        0,
        0,
        null,
        null,
        0,
        partial);
  }

  private static ReportModel.Connection partial(ReportModel.Connection whole) {
    return new ReportModel.Connection(
        whole.id(),
        whole.capture(),
        whole.tcpStream(),
        whole.client(),
        whole.server(),
        whole.broker(),
        whole.session(),
        whole.clientId(),
        whole.version(),
        whole.versionBasis(),
        whole.transport(),
        whole.proxiedClient(),
        whole.proxiedServer(),
        whole.bridge(),
        whole.keepAlive(),
        whole.cleanStart(),
        whole.sessionPresent(),
        whole.firstTime(),
        null,
        null,
        null,
        1,
        0,
        0,
        List.of(),
        null,
        0,
        0,
        0,
        true);
  }

  private ReportModel.Summary summary() {
    Map<String, Long> packets = new LinkedHashMap<>();
    packets.put("CONNECT", (long) connections.size());
    packets.put("CONNACK", (long) connections.size());
    long[] outcomes = new long[5];
    List<String> names = List.of("complete", "open", "abandoned", "refused", "unknown");
    for (ReportModel.Flow flow : flows.values()) {
      outcomes[names.indexOf(flow.outcome())]++;
      flow.steps().forEach(step -> packets.merge(step.type(), 1L, Long::sum));
    }
    Map<String, Long> rules = new LinkedHashMap<>();
    findings.forEach(finding -> rules.merge(finding.rule(), 1L, Long::sum));
    ReportModel.Percentiles some =
        new ReportModel.Percentiles(3, 412_000, 500_000, 512_000, 512_000);
    return new ReportModel.Summary(
        packets,
        new ReportModel.Outcomes(outcomes[0], outcomes[1], outcomes[2], outcomes[3], outcomes[4]),
        traces,
        deliveries,
        downgraded,
        0,
        0,
        0,
        ties,
        crossClock,
        rules,
        Map.of(),
        new ReportModel.Latencies(Map.of("2", some), Map.of(), Map.of("0", some)));
  }
}
