package dev.hopscope.report.json;

import static dev.hopscope.report.json.JsonBytes.bytes;
import static dev.hopscope.report.json.JsonBytes.name;

import dev.hopscope.report.ReportModel;
import java.util.List;

/**
 * Writes flows, traces and late deliveries as lines, field by field: a capture has millions of
 * them, and a mapper takes several times as long. A mapper writes the same bytes; {@code
 * MessageLinesTest} holds that.
 */
final class MessageLines {
  private static final byte[] FLOW_LINE = bytes("{\"kind\":\"flow\",\"id\":");
  private static final byte[] TRACE_LINE = bytes("{\"kind\":\"trace\",\"id\":");
  private static final byte[] DELIVERY_LINE = bytes("{\"kind\":\"delivery\",\"trace\":");
  private static final byte[] LINE_END = bytes("}\n");
  private static final byte[] FIRST_TYPE = bytes("{\"type\":");
  private static final byte[] FIRST_FLOW = bytes("{\"flow\":");
  private static final byte[] FIRST_FILTER = bytes("{\"filter\":");

  private static final byte[] BASIS = name("basis");
  private static final byte[] BROKER = name("broker");
  private static final byte[] CAPTURE = name("capture");
  private static final byte[] CLIENT_ID = name("clientId");
  private static final byte[] CLOSED_BY = name("closedBy");
  private static final byte[] CONNECTION = name("connection");
  private static final byte[] CONNECTIONS = name("connections");
  private static final byte[] COPY = name("copy");
  private static final byte[] CROSS_CLOCK = name("crossClock");
  private static final byte[] DELIVERED_QOS = name("deliveredQos");
  private static final byte[] DELIVERIES = name("deliveries");
  private static final byte[] DIRECTION = name("direction");
  private static final byte[] DOWNGRADED = name("downgraded");
  private static final byte[] DUPLICATE = name("duplicate");
  private static final byte[] DUP = name("dup");
  private static final byte[] DURATION_NANOS = name("durationNanos");
  private static final byte[] EXPECTED_QOS = name("expectedQos");
  private static final byte[] FLOW = name("flow");
  private static final byte[] FORWARDS = name("forwards");
  private static final byte[] FRAME = name("frame");
  private static final byte[] GRANTED_QOS = name("grantedQos");
  private static final byte[] HOP = name("hop");
  private static final byte[] HOP_LATENCY_NANOS = name("hopLatencyNanos");
  private static final byte[] IDENTIFIER = name("identifier");
  private static final byte[] LATENCY_NANOS = name("latencyNanos");
  private static final byte[] LINK = name("link");
  private static final byte[] MISSING = name("missing");
  private static final byte[] ORIGIN = name("origin");
  private static final byte[] OUTCOME = name("outcome");
  private static final byte[] PACKET_ID = name("packetId");
  private static final byte[] PARENT = name("parent");
  private static final byte[] PAYLOAD = name("payload");
  private static final byte[] PAYLOAD_BASE64 = name("payloadBase64");
  private static final byte[] PAYLOAD_DIGEST = name("payloadDigest");
  private static final byte[] PAYLOAD_LENGTH = name("payloadLength");
  private static final byte[] PENDING = name("pending");
  private static final byte[] PUBLISHED_QOS = name("publishedQos");
  private static final byte[] PUBLISHER = name("publisher");
  private static final byte[] PUBLISH_FLOW = name("publishFlow");
  private static final byte[] QOS = name("qos");
  private static final byte[] REASON_CODE = name("reasonCode");
  private static final byte[] RETAIN = name("retain");
  private static final byte[] RETRANSMISSIONS = name("retransmissions");
  private static final byte[] RIVALS = name("rivals");
  private static final byte[] SESSION = name("session");
  private static final byte[] STEPS = name("steps");
  private static final byte[] SUBSCRIPTIONS = name("subscriptions");
  private static final byte[] TIME = name("time");
  private static final byte[] TOPIC = name("topic");
  private static final byte[] UNSEEN = name("unseen");
  private static final byte[] VIA = name("via");

  private final JsonBytes out;

  MessageLines(JsonBytes out) {
    this.out = out;
  }

  void flow(ReportModel.Flow flow) {
    out.raw(FLOW_LINE).value(flow.id());
    out.raw(HOP).repeated(flow.hop());
    out.raw(SESSION).value(flow.session());
    out.raw(CONNECTIONS);
    numbers(flow.connections());
    out.raw(CLIENT_ID).repeated(flow.clientId());
    out.raw(TOPIC).repeated(flow.topic());
    out.raw(QOS).value(flow.qos());
    out.raw(PACKET_ID).value(flow.packetId());
    out.raw(RETAIN).value(flow.retain());
    out.raw(PAYLOAD_LENGTH).value(flow.payloadLength());
    out.raw(PAYLOAD_DIGEST).value(flow.payloadDigest());
    out.raw(OUTCOME).repeated(flow.outcome());
    out.raw(RETRANSMISSIONS).value(flow.retransmissions());
    out.raw(UNSEEN).value(flow.unseen());
    out.raw(DURATION_NANOS).value(flow.durationNanos());
    out.raw(STEPS).raw('[');
    List<ReportModel.Step> steps = flow.steps();
    for (int i = 0; i < steps.size(); i++) {
      comma(i);
      step(steps.get(i));
    }
    out.raw(']').raw(LINE_END);
  }

  private void step(ReportModel.Step step) {
    out.raw(FIRST_TYPE).repeated(step.type());
    out.raw(TIME).value(step.time());
    out.raw(CAPTURE).value(step.capture());
    out.raw(FRAME).value(step.frame());
    out.raw(CONNECTION).value(step.connection());
    out.raw(DIRECTION).repeated(step.direction());
    out.raw(PACKET_ID).value(step.packetId());
    out.raw(DUP).value(step.dup());
    out.raw(REASON_CODE).value(step.reasonCode());
    out.raw('}');
  }

  void trace(ReportModel.Trace trace) {
    out.raw(TRACE_LINE).value(trace.id());
    out.raw(TOPIC).repeated(trace.topic());
    out.raw(PAYLOAD_LENGTH).value(trace.payloadLength());
    if (trace.payload() != null) {
      out.raw(PAYLOAD).value(trace.payload());
    }
    if (trace.payloadBase64() != null) {
      out.raw(PAYLOAD_BASE64).value(trace.payloadBase64());
    }
    out.raw(ORIGIN).repeated(trace.origin());
    out.raw(PUBLISH_FLOW).value(trace.publishFlow());
    out.raw(PUBLISHER).repeated(trace.publisher());
    out.raw(PUBLISHED_QOS).value(trace.publishedQos());
    out.raw(RETAIN).value(trace.retain());
    out.raw(CLOSED_BY).repeated(trace.closedBy());
    out.raw(DELIVERIES).raw('[');
    List<ReportModel.Delivery> deliveries = trace.deliveries();
    for (int i = 0; i < deliveries.size(); i++) {
      comma(i);
      out.raw(FIRST_FLOW);
      delivery(deliveries.get(i));
      out.raw('}');
    }
    out.raw(']').raw(FORWARDS).raw('[');
    List<ReportModel.Forward> forwards = trace.forwards();
    for (int i = 0; i < forwards.size(); i++) {
      comma(i);
      forward(forwards.get(i));
    }
    out.raw(']');
    out.raw(MISSING).value(trace.missing());
    out.raw(PENDING).value(trace.pending());
    out.raw(LINE_END);
  }

  void delivery(ReportModel.LateDelivery late) {
    out.raw(DELIVERY_LINE).value(late.trace()).raw(FLOW);
    delivery(late.delivery());
    out.raw(LINE_END);
  }

  /** What follows the name of its first field. */
  private void delivery(ReportModel.Delivery delivery) {
    out.value(delivery.flow());
    out.raw(PARENT).value(delivery.parent());
    out.raw(SESSION).value(delivery.session());
    out.raw(CONNECTION).value(delivery.connection());
    out.raw(CLIENT_ID).repeated(delivery.clientId());
    out.raw(VIA).repeated(delivery.via());
    out.raw(SUBSCRIPTIONS).raw('[');
    List<ReportModel.MatchedSubscription> subscriptions = delivery.subscriptions();
    for (int i = 0; i < subscriptions.size(); i++) {
      comma(i);
      subscription(subscriptions.get(i));
    }
    out.raw(']');
    out.raw(GRANTED_QOS).value(delivery.grantedQos());
    out.raw(EXPECTED_QOS).value(delivery.expectedQos());
    out.raw(DELIVERED_QOS).value(delivery.deliveredQos());
    out.raw(DOWNGRADED).value(delivery.downgraded());
    out.raw(COPY).value(delivery.copy());
    out.raw(DUPLICATE).value(delivery.duplicate());
    out.raw(LATENCY_NANOS).value(delivery.latencyNanos());
    out.raw(HOP_LATENCY_NANOS).value(delivery.hopLatencyNanos());
    out.raw(CROSS_CLOCK).value(delivery.crossClock());
    out.raw(LINK).repeated(delivery.link());
    out.raw(RIVALS).value(delivery.rivals());
    out.raw(BASIS).repeated(delivery.basis());
  }

  private void subscription(ReportModel.MatchedSubscription subscription) {
    out.raw(FIRST_FILTER).repeated(subscription.filter());
    out.raw(GRANTED_QOS).value(subscription.grantedQos());
    out.raw(IDENTIFIER).value(subscription.identifier());
    out.raw('}');
  }

  private void forward(ReportModel.Forward forward) {
    out.raw(FIRST_FLOW).value(forward.flow());
    out.raw(PARENT).value(forward.parent());
    out.raw(BROKER).value(forward.broker());
    out.raw(TOPIC).repeated(forward.topic());
    out.raw('}');
  }

  private void numbers(List<Integer> numbers) {
    out.raw('[');
    for (int i = 0; i < numbers.size(); i++) {
      comma(i);
      out.value(numbers.get(i));
    }
    out.raw(']');
  }

  /** What is before the element with an index. */
  private void comma(int index) {
    if (index > 0) {
      out.raw(',');
    }
  }
}
