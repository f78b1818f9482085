package dev.hopscope.extract;

import dev.hopscope.bytes.Digest64;
import dev.hopscope.qos.Content;
import dev.hopscope.qos.QosFlow;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Subscription;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Trace;
import java.nio.charset.StandardCharsets;

/**
 * A number that two traces share if they say the same: the steps of their flows with times,
 * outcomes, QoS, grants, how sure the links are. Ids and frames do not count, nor how a trace was
 * closed, which depends on how long the capture goes on.
 */
final class Fingerprint {
  private final StringBuilder text = new StringBuilder();

  private Fingerprint() {}

  static long of(Trace trace) {
    Fingerprint all = new Fingerprint();
    all.root(trace).flow(trace.publishFlow());
    for (Trace.Forward forward : trace.forwards()) {
      all.add(forward.topic()).flow(forward.flow());
    }
    long sum = 0;
    for (Delivery delivery : trace.deliveries()) {
      sum += new Fingerprint().delivery(delivery).value();
    }
    return all.value() + sum;
  }

  /** Of a delivery that came after its trace was closed. */
  static long ofLate(Trace trace, Delivery delivery) {
    return new Fingerprint().root(trace).delivery(delivery).value();
  }

  private Fingerprint root(Trace trace) {
    add(trace.origin()).add(trace.topic()).add(trace.payloadLength());
    return add(trace.publishedQos()).add(trace.publishFlow() != null && trace.retain());
  }

  private Fingerprint delivery(Delivery delivery) {
    add(delivery.session().clientId()).add(delivery.via()).add(delivery.link());
    add(delivery.qos()).add(delivery.grantedQos()).add(delivery.expectedQos());
    add(delivery.copy());
    for (Subscription each : delivery.subscriptions()) {
      add(each.filter()).add(each.grantedQos()).add(each.identifier());
    }
    return flow(delivery.flow());
  }

  private Fingerprint flow(Flow flow) {
    if (flow == null) {
      return add("none");
    }
    QosFlow exchange = flow.exchange();
    Content content = exchange.content();
    add(exchange.outcome()).add(exchange.qos()).add(exchange.packetId());
    add(exchange.retransmissions()).add(flow.session().clientId());
    if (content != null) {
      add(content.topic()).add(content.retain()).add(content.payloadLength());
      add(content.payloadComplete() ? content.payloadDigest() : 0);
    }
    for (Step step : exchange.steps()) {
      add(step.type()).add(step.timeNanos()).add(step.direction()).add(step.dup());
      add(step.reasonCode());
    }
    return this;
  }

  private Fingerprint add(Object value) {
    text.append(value).append('\0');
    return this;
  }

  private long value() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Digest64.of(bytes, 0, bytes.length);
  }
}
