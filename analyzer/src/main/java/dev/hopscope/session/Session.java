package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.qos.QosTracker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state that a broker keeps for a ClientID, over one or more connections; where the ClientID
 * was never seen, that of one connection.
 */
public final class Session implements Receiver {
  /** {@link #expirySeconds()} of a session that never expires. */
  public static final long NEVER = 0xffff_ffffL;

  private static final int HISTORY_KEPT = 1024;

  private final int id;
  private final Broker broker;
  private final String clientId;
  private final boolean clientIdAssigned;
  private final boolean pastUnknown;
  private final List<MqttConnection> connections = new ArrayList<>(1);
  private final Map<String, Subscription> current = new LinkedHashMap<>();
  private final List<Subscription> ended = new ArrayList<>(0);
  private final Set<String> unseenSubscriptions = new HashSet<>();
  private QosTracker suspended;
  private MqttConnection connection;
  private long expirySeconds;
  private long disconnectedNanos;
  private boolean over;

  Session(int id, Broker broker, String clientId, boolean clientIdAssigned, boolean pastUnknown) {
    this.id = id;
    this.broker = broker;
    this.clientId = clientId;
    this.clientIdAssigned = clientIdAssigned;
    this.pastUnknown = pastUnknown;
  }

  /** Its id, from 1. */
  public int id() {
    return id;
  }

  @Override
  public Broker broker() {
    return broker;
  }

  /** The ClientID, or null if never seen. */
  public String clientId() {
    return clientId;
  }

  /** Whether the server chose the ClientID. */
  public boolean clientIdAssigned() {
    return clientIdAssigned;
  }

  /** Whether it may have subscriptions and flows from before the capture. */
  public boolean pastUnknown() {
    return pastUnknown;
  }

  /** Its connections, oldest first; the first thousand and the latest. */
  public List<MqttConnection> connections() {
    return connections;
  }

  /** The connection it has now, or null. */
  public MqttConnection connection() {
    return connection;
  }

  /** When it lost its connection; meaningless while it has one. */
  public long disconnectedNanos() {
    return disconnectedNanos;
  }

  /** Whether it has ended. */
  public boolean over() {
    return over;
  }

  /** Seconds it outlives its connection; 0 for none, {@link #NEVER} without end. */
  public long expirySeconds() {
    return expirySeconds;
  }

  /** Its subscriptions, ended ones included, in the order of their SUBSCRIBEs. */
  public List<Subscription> subscriptions() {
    List<Subscription> all = new ArrayList<>(ended);
    all.addAll(current.values());
    all.sort((a, b) -> Long.compare(a.fromNanos(), b.fromNanos()));
    return all;
  }

  /** The subscription in force for a filter, or null. */
  public Subscription subscription(String filter) {
    return current.get(filter);
  }

  /** The subscriptions in force. */
  public Iterable<Subscription> current() {
    return current.values();
  }

  /**
   * Notes that it receives a topic by a subscription that was never captured.
   *
   * @return whether that is news
   */
  public boolean receivesUnseen(String topic) {
    return unseenSubscriptions.size() < HISTORY_KEPT && unseenSubscriptions.add(topic);
  }

  void subscribe(Subscription subscription) {
    current.put(subscription.filter(), subscription);
  }

  void unsubscribed(Subscription subscription, long nanos) {
    current.remove(subscription.filter(), subscription);
    subscription.ended(nanos);
    if (ended.size() < HISTORY_KEPT) {
      ended.add(subscription);
    }
  }

  void connected(MqttConnection next, long expiry) {
    connection = next;
    expirySeconds = expiry;
    if (connections.size() > HISTORY_KEPT) {
      connections.remove(connections.size() - 1);
    }
    connections.add(next);
  }

  void disconnected(long nanos) {
    connection = null;
    disconnectedNanos = nanos;
  }

  void expiry(long seconds) {
    expirySeconds = seconds;
  }

  void suspend(QosTracker flows) {
    suspended = flows;
  }

  /** The flows that the last connection left under way, or null; they are the caller's then. */
  QosTracker takeSuspended() {
    QosTracker flows = suspended;
    suspended = null;
    return flows;
  }

  void end() {
    over = true;
  }
}
