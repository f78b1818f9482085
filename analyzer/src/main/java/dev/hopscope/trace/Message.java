package dev.hopscope.trace;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Receiver;
import dev.hopscope.session.Session;
import java.util.ArrayList;
import java.util.List;

/** A message at one broker: the root of a trace, or a copy that a bridge passed on. */
final class Message {
  final Trace trace;
  final Broker broker;
  final String topic;
  final int payloadLength;
  final long payloadDigest;
  final long forwardedDigest;

  /** When it was seen to be published. */
  final long nanos;

  /** Null where the message was not born by a captured PUBLISH. */
  final Flow publishFlow;

  final Session publisher;
  final int qos;
  final boolean retain;
  final int depth;

  /** The clock when it was born; not to be compared with frames' times. */
  final long bornNanos;

  private List<Slot> slots = List.of();

  /** Whether its publish flow is under way. */
  boolean publishing;

  /** What bridges are watched by; null where there is one broker only. */
  Bridges.Seen sight;

  Message(
      Trace trace,
      Broker broker,
      String topic,
      int payloadLength,
      long payloadDigest,
      long forwardedDigest,
      long nanos,
      Flow publishFlow,
      Session publisher,
      int qos,
      boolean retain,
      int depth,
      long bornNanos) {
    this.trace = trace;
    this.broker = broker;
    this.topic = topic;
    this.payloadLength = payloadLength;
    this.payloadDigest = payloadDigest;
    this.forwardedDigest = forwardedDigest;
    this.nanos = nanos;
    this.publishFlow = publishFlow;
    this.publisher = publisher;
    this.qos = qos;
    this.retain = retain;
    this.depth = depth;
    this.bornNanos = bornNanos;
    this.publishing = publishFlow != null && publishFlow.exchange().outcome() == null;
  }

  /** Deliveries cannot have been sent earlier. */
  long earliestNanos() {
    return publishFlow == null ? nanos : Math.min(nanos, publishFlow.exchange().boundNanos());
  }

  /** What its receivers await of it. */
  List<Slot> slots() {
    return slots;
  }

  void add(Slot slot) {
    if (slots.isEmpty()) {
      slots = new ArrayList<>(2);
    }
    slots.add(slot);
  }

  boolean samePayload(int length, long digest) {
    return payloadLength == length && payloadDigest == digest;
  }

  /** Whether it was published at another capture point than where a receiver is seen now. */
  boolean seenApartFrom(Receiver receiver) {
    if (publishFlow == null || !(receiver instanceof Session session)) {
      return false;
    }
    MqttConnection connection = session.connection();
    return connection != null
        && connection.tcp().point() != publishFlow.exchange().connection().tcp().point();
  }

  /** Whether the capture lost something on the connection that it was published on. */
  boolean lossy() {
    return publishFlow == null || publishFlow.exchange().connection().gaps() > 0;
  }

  /** Whether a later subscription may still get it: its broker may not have passed it on yet. */
  boolean stillMoving(long now, long holdNanos) {
    return now - bornNanos <= holdNanos || publishing;
  }
}
