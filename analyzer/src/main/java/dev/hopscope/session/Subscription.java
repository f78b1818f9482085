package dev.hopscope.session;

import dev.hopscope.limits.Limits;
import java.util.HashSet;
import java.util.Set;

/** One subscription of a session, from its SUBSCRIBE on. */
public final class Subscription {
  /** How far a subscription has come. */
  public enum State {
    /** Between SUBSCRIBE and SUBACK: a delivery may come, none must. */
    REQUESTED,
    /** Granted by a SUBACK. */
    GRANTED,
    /** Between UNSUBSCRIBE and UNSUBACK: a delivery may come, none must. */
    LEAVING,
    /** Refused, unsubscribed or replaced. */
    ENDED
  }

  private final Session session;
  private final String filter;
  private final ShareGroup shareGroup;
  private final int requestedQos;
  private final int identifier;
  private final boolean noLocal;
  private final boolean retainAsPublished;
  private final int retainHandling;
  private final long fromNanos;
  private final boolean replaces;
  private State state = State.REQUESTED;
  private int grantedQos = -1;
  private long toNanos;
  private Set<String> retainedSeen;

  Subscription(
      Session session,
      String filter,
      ShareGroup shareGroup,
      int requestedQos,
      int identifier,
      boolean noLocal,
      boolean retainAsPublished,
      int retainHandling,
      boolean replaces,
      long fromNanos) {
    this.session = session;
    this.filter = filter;
    this.shareGroup = shareGroup;
    this.requestedQos = requestedQos;
    this.identifier = identifier;
    this.noLocal = noLocal;
    this.retainAsPublished = retainAsPublished;
    this.retainHandling = retainHandling;
    this.replaces = replaces;
    this.fromNanos = fromNanos;
  }

  /** Whose it is. */
  public Session session() {
    return session;
  }

  /** The filter as sent, with {@code $share/...} where it is shared. */
  public String filter() {
    return filter;
  }

  /** The share group, or null. */
  public ShareGroup shareGroup() {
    return shareGroup;
  }

  /** Who receives by it: the session, or its share group. */
  public Receiver receiver() {
    return shareGroup == null ? session : shareGroup;
  }

  /** The granted QoS; -1 while no SUBACK told it. */
  public int grantedQos() {
    return grantedQos;
  }

  /** The QoS that the SUBSCRIBE asked for. */
  public int requestedQos() {
    return requestedQos;
  }

  /** The Subscription Identifier, 0 if none. */
  public int identifier() {
    return identifier;
  }

  /** The No Local option. */
  public boolean noLocal() {
    return noLocal;
  }

  /** The Retain As Published option. */
  public boolean retainAsPublished() {
    return retainAsPublished;
  }

  /** The Retain Handling option. */
  public int retainHandling() {
    return retainHandling;
  }

  /** When its SUBSCRIBE was captured. */
  public long fromNanos() {
    return fromNanos;
  }

  /** When it ended; meaningless before. */
  public long toNanos() {
    return toNanos;
  }

  /** How far it has come. */
  public State state() {
    return state;
  }

  /** Whether a matching message must be delivered, as opposed to may. */
  public boolean required() {
    return state == State.GRANTED;
  }

  /**
   * Whether a retained message of this topic is still owed to the SUBSCRIBE (3.3.1.3); asking takes
   * it, because each is sent once.
   */
  public boolean takeRetained(String topic) {
    boolean sends = retainHandling == 0 || retainHandling == 1 && !replaces;
    if (!sends || shareGroup != null || state == State.ENDED) {
      return false;
    }
    if (retainedSeen == null) {
      retainedSeen = new HashSet<>();
    }
    return !retainedSeen.contains(topic)
        && session.remember(Limits.weight(topic))
        && retainedSeen.add(topic);
  }

  /** Whether it wants what a session published: not its own with No Local (5.0, 3.8.3.1). */
  public boolean wants(Session publisher) {
    return !noLocal || session != publisher;
  }

  void granted(int qos) {
    grantedQos = qos;
    state = State.GRANTED;
  }

  void leaving() {
    state = State.LEAVING;
  }

  void ended(long nanos) {
    state = State.ENDED;
    toNanos = nanos;
  }
}
