package dev.hopscope.conformance;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import dev.hopscope.session.SessionListener;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Link;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceListener;
import java.util.function.Consumer;

/** Rules that flows and traces decide. */
public final class FlowRules implements SessionListener, TraceListener {
  private final Consumer<Finding> findings;

  /** Creates the rules; findings go to {@code findings} as they are made. */
  public FlowRules(Consumer<Finding> findings) {
    this.findings = findings;
  }

  @Override
  public void onIdentifierInUse(Flow open, Step publish) {
    String message =
        "packet identifier "
            + publish.packetId()
            + " is taken for a new message while flow "
            + open.id()
            + " still uses it";
    findings.accept(Finding.of(Rule.PACKET_ID_IN_USE, true, publish, null, 0, message));
  }

  @Override
  public void onStray(Session session, Step step) {
    MqttConnection connection = step.connection();
    boolean whole = connection.fromStart() && connection.gaps() == 0;
    findings.accept(
        Finding.of(
            Rule.STRAY_ACKNOWLEDGEMENT,
            whole,
            step,
            null,
            0,
            step.type() + " for packet identifier " + step.packetId() + " answers nothing"));
  }

  @Override
  public void onTrace(Trace trace) {
    trace.deliveries().forEach(delivery -> check(trace, delivery));
  }

  @Override
  public void onLateDelivery(Trace trace, Delivery delivery) {
    check(trace, delivery);
  }

  private void check(Trace trace, Delivery delivery) {
    Step first = delivery.flow().exchange().steps().get(0);
    boolean sure = delivery.link() != Link.TIE;
    if (delivery.duplicate() && sure) {
      findings.accept(
          Finding.of(
              Rule.DUPLICATE_DELIVERY,
              first.connection().gaps() == 0,
              first,
              delivery.flow(),
              trace.id(),
              "delivery " + delivery.copy() + " of one message to one receiver"));
    }
    int expected = delivery.expectedQos();
    if (sure && expected >= 0 && delivery.qos() != expected && delivery.unambiguousQos()) {
      findings.accept(
          Finding.of(
              Rule.DELIVERED_QOS,
              true,
              first,
              delivery.flow(),
              trace.id(),
              "delivered at QoS " + delivery.qos() + " instead of " + expected));
    }
  }
}
