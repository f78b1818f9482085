package dev.hopscope.trace;

import dev.hopscope.mqtt.Payload;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import java.util.ArrayList;
import java.util.List;

/** One message: its publish flow, the hops over bridges, and all its deliveries. */
public final class Trace {
  /**
   * A hop by which a bridge passed the message on.
   *
   * @param flow the bridge's publish flow, or the delivery flow to it where the bridge subscribes
   * @param parent the flow that brought the message to the broker before, or null
   * @param broker the broker that it reached
   * @param topic the topic it has there
   */
  public record Forward(Flow flow, Flow parent, Broker broker, String topic) {}

  private final int id;
  private final Origin origin;
  private final String topic;
  private final Payload payload;
  private final int payloadLength;
  private final int qos;
  private final boolean retain;
  private final Flow publishFlow;
  private final Session publisher;
  private List<Forward> forwards = List.of();
  private List<Delivery> deliveries = List.of(); // lists are made when there is something in them
  private ClosedBy closedBy;

  /** Slots that are open, of all its messages. */
  int openSlots;

  /** Slots that closed without a delivery, of those required. */
  int unserved;

  /** Flows of it that have no outcome yet, the publish flow included. */
  int openFlows;

  /** Whether a limit closes it as soon as its flows have ended; it awaits nothing more. */
  boolean givenUp;

  /** Not closed before this time, for copies and bridges that may come. */
  long lingerUntilNanos = Long.MIN_VALUE;

  private List<Message> messages = List.of();

  Trace(
      int id,
      Origin origin,
      String topic,
      Payload payload,
      int payloadLength,
      int qos,
      boolean retain,
      Flow publishFlow,
      Session publisher) {
    this.id = id;
    this.origin = origin;
    this.topic = topic;
    this.payload = payload;
    this.payloadLength = payloadLength;
    this.qos = qos;
    this.retain = retain;
    this.publishFlow = publishFlow;
    this.publisher = publisher;
  }

  /** Its id, from 1 in the order of birth. */
  public int id() {
    return id;
  }

  /** Where it was born. */
  public Origin origin() {
    return origin;
  }

  /** Its topic, or null where an alias hides it. */
  public String topic() {
    return topic;
  }

  /** The first bytes of its payload, or null where none are kept. */
  public Payload payload() {
    return payload;
  }

  /** The payload's true length, -1 where unknown. */
  public int payloadLength() {
    return payloadLength;
  }

  /** The QoS it was published with, -1 where that was not captured. */
  public int publishedQos() {
    return qos;
  }

  /** Whether it was published with RETAIN; meaningless where that was not captured. */
  public boolean retain() {
    return retain;
  }

  /** Its publish flow, or null. */
  public Flow publishFlow() {
    return publishFlow;
  }

  /** Who published it, or null. */
  public Session publisher() {
    return publisher;
  }

  /** Its deliveries so far, in the order in which they were linked. */
  public List<Delivery> deliveries() {
    return deliveries;
  }

  /** Its hops over bridges. */
  public List<Forward> forwards() {
    return forwards;
  }

  void add(Delivery delivery) {
    if (deliveries.isEmpty()) {
      deliveries = new ArrayList<>(2);
    }
    deliveries.add(delivery);
  }

  /** Its messages whose slots are still in groups, root first. */
  List<Message> messages() {
    return messages;
  }

  void add(Message message) {
    if (messages.isEmpty()) {
      messages = List.of(message);
    } else {
      messages = new ArrayList<>(messages);
      messages.add(message);
    }
  }

  void passedOn(Forward forward) {
    if (forwards.isEmpty()) {
      forwards = new ArrayList<>(1);
    }
    forwards.add(forward);
  }

  /** Why it was closed, or null while it is open. */
  public ClosedBy closedBy() {
    return closedBy;
  }

  /** Whether further deliveries of it are awaited. */
  boolean awaitsMore() {
    return closedBy == null && !givenUp;
  }

  void close(ClosedBy how) {
    closedBy = how;
  }

  /** Lets go of what only an open trace needs; late deliveries still find their root. */
  void release() {
    deliveries = List.of();
    messages = List.of();
  }
}
