package dev.hopscope.report;

import dev.hopscope.capture.Clocks;
import dev.hopscope.conformance.Finding;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.connection.Resync;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.qos.Content;
import dev.hopscope.qos.QosFlow;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import dev.hopscope.session.SessionStage;
import dev.hopscope.session.Subscription;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.Via;
import dev.hopscope.transport.ProxyHeader;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Turns what the stages know into elements of the report. Stateless. */
final class Elements {
  private static final int NOT_ANSWERED = -1;

  private Elements() {}

  static ReportModel.Broker broker(Broker broker, boolean partial) {
    return new ReportModel.Broker(
        broker.id(),
        broker.endpoints().stream().map(Object::toString).toList(),
        broker.basis().id(),
        partial);
  }

  static ReportModel.Connection connection(MqttConnection connection, boolean partial) {
    Session session = partial ? null : SessionStage.sessionOf(connection);
    Broker broker = SessionStage.brokerOf(connection);
    boolean connected = connection.connect() != null;
    boolean told = connection.connack() != null && connection.version() != MqttVersion.V3_1;
    long roundTrip = connection.tcp().roundTripNanos();
    return new ReportModel.Connection(
        connection.id(),
        connection.tcp().capture(),
        connection.tcp().tcpStream(),
        connection.client().toString(),
        connection.server().toString(),
        broker == null ? null : broker.id(),
        session == null ? null : session.id(),
        connection.clientId(),
        connection.version().id(),
        connection.versionBasis().id(),
        connection.transport(),
        proxied(connection, true),
        proxied(connection, false),
        connected ? connection.bridge() : null,
        connected && connection.connect().keepAlive() >= 0
            ? connection.connect().keepAlive()
            : null,
        connected ? connection.connect().cleanStart() : null,
        told ? connection.connack().sessionPresent() : null,
        Times.rfc3339(connection.tcp().firstTimeNanos()),
        Times.rfc3339(connection.tcp().lastTimeNanos()),
        partial ? null : connection.end().id(),
        connection.endReason(),
        connection.packets(),
        connection.gaps(),
        connection.resyncs(),
        connection.resyncDetails().stream().map(Elements::resync).toList(),
        roundTrip < 0 ? null : roundTrip,
        connection.tcp().retransmittedSegments(),
        connection.tcp().duplicateFrames(),
        connection.tcp().twinFrames(),
        partial);
  }

  private static String proxied(MqttConnection connection, boolean client) {
    ProxyHeader proxy = connection.proxy();
    Endpoint end = proxy == null ? null : client ? proxy.client() : proxy.server();
    return end == null ? null : end.toString();
  }

  private static ReportModel.Resync resync(Resync resync) {
    return new ReportModel.Resync(
        resync.direction().id(),
        resync.position(),
        resync.skippedBytes(),
        resync.confidence().id(),
        resync.evidenceBits(),
        resync.frame());
  }

  static ReportModel.Session session(Session session, boolean partial) {
    return new ReportModel.Session(
        session.id(),
        session.broker().id(),
        session.clientId(),
        session.clientIdAssigned(),
        List.copyOf(session.connectionIds()),
        session.subscriptions().stream().map(Elements::subscription).toList(),
        partial);
  }

  private static ReportModel.Subscription subscription(Subscription subscription) {
    boolean ended = subscription.state() == Subscription.State.ENDED;
    return new ReportModel.Subscription(
        subscription.filter(),
        known(subscription.grantedQos()),
        subscription.identifier() == 0 ? null : subscription.identifier(),
        subscription.shareGroup() == null ? null : subscription.shareGroup().name(),
        subscription.noLocal(),
        subscription.retainAsPublished(),
        subscription.retainHandling(),
        Times.rfc3339(subscription.fromNanos()),
        ended ? Times.rfc3339(subscription.toNanos()) : null);
  }

  static ReportModel.Flow flow(Flow flow, Timestamps times) {
    QosFlow exchange = flow.exchange();
    Content content = exchange.content();
    List<Step> steps = exchange.steps();
    boolean digestKnown = content != null && content.payloadComplete();
    return new ReportModel.Flow(
        flow.id(),
        exchange.hop().id(),
        flow.session().id(),
        connections(steps),
        flow.session().clientId(),
        content == null ? null : content.topic(),
        exchange.qos(),
        known(exchange.packetId()),
        content == null ? null : content.retain(),
        content == null ? null : known(content.payloadLength()),
        digestKnown ? HexFormat.of().toHexDigits(content.payloadDigest()) : null,
        exchange.outcome().id(),
        exchange.retransmissions(),
        names(exchange.unseen()),
        steps.get(steps.size() - 1).timeNanos() - steps.get(0).timeNanos(),
        steps(steps, times));
  }

  /** The ids of the connections of steps, each once, in the order of the steps. */
  private static List<Integer> connections(List<Step> steps) {
    MqttConnection first = steps.get(0).connection();
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).connection() != first) {
        return steps.stream().map(step -> step.connection().id()).distinct().toList();
      }
    }
    return List.of(first.id());
  }

  private static List<String> names(Set<PacketType> types) {
    return types.isEmpty() ? List.of() : types.stream().map(PacketType::name).toList();
  }

  private static List<ReportModel.Step> steps(List<Step> steps, Timestamps times) {
    ReportModel.Step[] all = new ReportModel.Step[steps.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = step(steps.get(i), times);
    }
    return List.of(all);
  }

  private static ReportModel.Step step(Step step, Timestamps times) {
    boolean publish = step.type() == PacketType.PUBLISH;
    return new ReportModel.Step(
        step.type().name(),
        times.rfc3339(step.timeNanos()),
        step.capture(),
        step.frame(),
        step.connection().id(),
        step.direction().id(),
        known(step.packetId()),
        publish ? step.dup() : null,
        step.reasonCode() < 0 ? null : step.reasonCode());
  }

  static ReportModel.Trace trace(Trace trace, int payloadBytes, Clocks clocks) {
    Payload payload = trace.payload();
    String text = payload == null ? null : payload.text(payloadBytes);
    boolean binary = payload != null && text == null;
    boolean published = trace.publishedQos() >= 0;
    return new ReportModel.Trace(
        trace.id(),
        trace.topic(),
        known(trace.payloadLength()),
        text,
        binary ? payload.base64(payloadBytes) : null,
        trace.origin().id(),
        trace.publishFlow() == null ? null : trace.publishFlow().id(),
        trace.publisher() == null ? null : trace.publisher().clientId(),
        known(trace.publishedQos()),
        published ? trace.retain() : null,
        trace.closedBy().id(),
        deliveries(trace, clocks),
        forwards(trace.forwards()),
        List.of(),
        List.of());
  }

  private static List<ReportModel.Delivery> deliveries(Trace trace, Clocks clocks) {
    List<Delivery> deliveries = trace.deliveries();
    ReportModel.Delivery[] all = new ReportModel.Delivery[deliveries.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = delivery(trace, deliveries.get(i), clocks);
    }
    return List.of(all);
  }

  private static List<ReportModel.Forward> forwards(List<Trace.Forward> forwards) {
    return forwards.isEmpty() ? List.of() : forwards.stream().map(Elements::forward).toList();
  }

  private static ReportModel.Forward forward(Trace.Forward forward) {
    return new ReportModel.Forward(
        forward.flow().id(),
        forward.parent() == null ? null : forward.parent().id(),
        forward.broker().id(),
        forward.topic());
  }

  static ReportModel.Delivery delivery(Trace trace, Delivery delivery, Clocks clocks) {
    Flow root = trace.publishFlow();
    Flow parent = delivery.parent();
    boolean measurable = measurable(trace, delivery);
    return new ReportModel.Delivery(
        delivery.flow().id(),
        parent == null ? null : parent.id(),
        delivery.session().id(),
        delivery.connection(),
        delivery.session().clientId(),
        delivery.via().id(),
        matched(delivery.subscriptions()),
        known(delivery.grantedQos()),
        known(delivery.expectedQos()),
        delivery.qos(),
        delivery.qos() < trace.publishedQos(),
        delivery.copy(),
        delivery.duplicate(),
        measurable ? delivery.nanos() - root.firstNanos() : null,
        measurable && parent != null ? delivery.nanos() - parent.firstNanos() : null,
        crossClock(trace, delivery, clocks),
        delivery.link().id(),
        delivery.rivals(),
        delivery.basis());
  }

  private static List<ReportModel.MatchedSubscription> matched(List<Subscription> subscriptions) {
    ReportModel.MatchedSubscription[] all =
        new ReportModel.MatchedSubscription[subscriptions.size()];
    for (int i = 0; i < all.length; i++) {
      Subscription each = subscriptions.get(i);
      all[i] =
          new ReportModel.MatchedSubscription(
              each.filter(),
              known(each.grantedQos()),
              each.identifier() == 0 ? null : each.identifier());
    }
    return List.of(all);
  }

  /** Whether a latency of a delivery compares clocks that are not known to agree. */
  static boolean crossClock(Trace trace, Delivery delivery, Clocks clocks) {
    return measurable(trace, delivery)
        && (apart(trace.publishFlow(), delivery.flow(), clocks)
            || apart(delivery.parent(), delivery.flow(), clocks));
  }

  private static boolean measurable(Trace trace, Delivery delivery) {
    return trace.publishFlow() != null && delivery.via() != Via.RETAINED;
  }

  private static boolean apart(Flow from, Flow to, Clocks clocks) {
    return from != null && !clocks.agree(from.firstPoint(), to.firstPoint());
  }

  /** Whether a flow's steps were seen by clocks that are not known to agree. */
  static boolean crossClock(Flow flow, Clocks clocks) {
    List<Step> steps = flow.exchange().steps();
    int last = steps.get(steps.size() - 1).connection().tcp().point();
    return !clocks.agree(flow.firstPoint(), last);
  }

  static ReportModel.Gap gap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    return new ReportModel.Gap(
        at.capture(),
        connection.id(),
        direction.id(),
        position,
        length == ByteStage.UNKNOWN_LENGTH ? null : length,
        cause.id(),
        at.frame());
  }

  static ReportModel.Finding finding(Finding finding) {
    MqttConnection connection = finding.connection();
    Session session = SessionStage.sessionOf(connection);
    Flow flow = finding.flow();
    boolean v5 = connection.version() == MqttVersion.V5_0;
    String id = v5 ? finding.statement5() : finding.statement311();
    // 3.1 has no numbered statements
    boolean numbered = id != null && connection.version() != MqttVersion.V3_1;
    return new ReportModel.Finding(
        finding.rule(),
        numbered ? List.of(new ReportModel.Statement(v5 ? "5.0" : "3.1.1", id)) : List.of(),
        finding.severity().id(),
        finding.certain(),
        finding.capture(),
        finding.frame(),
        List.of(finding.frame()),
        connection.id(),
        session == null ? null : session.id(),
        flow == null ? null : flow.id(),
        finding.trace() == 0 ? null : finding.trace(),
        flow == null ? null : flow.exchange().hop().id(),
        finding.message(),
        1L);
  }

  static Integer known(int value) {
    return value <= NOT_ANSWERED ? null : value;
  }
}
