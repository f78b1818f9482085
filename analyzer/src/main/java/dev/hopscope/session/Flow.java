package dev.hopscope.session;

import dev.hopscope.qos.QosFlow;
import dev.hopscope.qos.Step;

/** A flow with its id and the session it belongs to. */
public final class Flow {
  private final int id;
  private final Session session;
  private final QosFlow exchange;
  private final long firstNanos;
  private final int firstPoint;
  private Object attachment;

  Flow(int id, Session session, QosFlow exchange) {
    this.id = id;
    this.session = session;
    this.exchange = exchange;
    Step first = exchange.steps().get(0);
    this.firstNanos = first.timeNanos();
    this.firstPoint = first.connection().tcp().point();
  }

  /** The flow that a listener of the qos stage was told of. */
  public static Flow of(QosFlow exchange) {
    return (Flow) exchange.attachment();
  }

  /** Its id, from 1 in the order of first packets. */
  public int id() {
    return id;
  }

  /** The session it belongs to. */
  public Session session() {
    return session;
  }

  /** Its packets and outcome. */
  public QosFlow exchange() {
    return exchange;
  }

  /** Capture time of its first packet. */
  public long firstNanos() {
    return firstNanos;
  }

  /** The capture point of its first packet. */
  public int firstPoint() {
    return firstPoint;
  }

  /** Hangs a later stage's state on the flow. */
  public void attach(Object value) {
    attachment = value;
  }

  /** What {@link #attach} hung on it, or null. */
  public Object attachment() {
    return attachment;
  }
}
