package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.MqttVersion;
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

  private final int id;
  private final Broker broker;
  private final String clientId;
  private final boolean clientIdAssigned;
  private final boolean pastUnknown;
  private final List<Integer> connectionIds = new ArrayList<>(1);
  private final List<MqttConnection> open = new ArrayList<>(1);
  private final Map<String, Subscription> current = new LinkedHashMap<>();
  private final List<Subscription> shared = new ArrayList<>(0);
  private final List<Subscription> ended = new ArrayList<>(0);
  private final Set<String> unseenSubscriptions = new HashSet<>();
  private final Limits limits;
  private long history;
  private boolean released;
  private boolean idsFull;
  private boolean version5;
  private Object attachment;
  private Object awaited;
  private QosTracker suspended;
  private int namelessBefore;
  private int unseenResumedBefore;
  private boolean answerLost;
  private MqttConnection connection;
  private long expirySeconds;
  private long disconnectedNanos;
  private boolean over;

  Session(
      int id,
      Broker broker,
      String clientId,
      boolean clientIdAssigned,
      boolean pastUnknown,
      Limits limits) {
    this.id = id;
    this.limits = limits;
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

  /** The ids of its connections, oldest first; of very many the first ones and the latest. */
  public List<Integer> connectionIds() {
    return connectionIds;
  }

  /** Its connections that have not ended, oldest first; all but the last were taken over. */
  public List<MqttConnection> openConnections() {
    return open;
  }

  /** Whether its latest connection speaks MQTT 5.0. */
  public boolean version5() {
    return open.isEmpty() ? version5 : open.get(open.size() - 1).version() == MqttVersion.V5_0;
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

  /** Those of them that it has as a member of a share group. */
  public List<Subscription> currentShared() {
    return shared;
  }

  /**
   * Notes that it receives a topic by a subscription that was never captured.
   *
   * @return whether that is news
   */
  public boolean receivesUnseen(String topic) {
    if (unseenSubscriptions.contains(topic) || !remember(Limits.weight(topic))) {
      return false;
    }
    return unseenSubscriptions.add(topic);
  }

  /** The topics of {@link #receivesUnseen}. */
  public Set<String> unseenTopics() {
    return unseenSubscriptions;
  }

  /** Hangs a later stage's state on the session, replacing what was there. */
  public void attach(Object state) {
    attachment = state;
  }

  /** What {@link #attach} hung on it, or null. */
  public Object attachment() {
    return attachment;
  }

  /** Hangs on it what its linker keeps of the messages that it awaits, or null for nothing. */
  public void attachAwaited(Object messages) {
    awaited = messages;
  }

  /** What {@link #attachAwaited} hung on it, or null. */
  public Object awaited() {
    return awaited;
  }

  /** Whether its history has room for one more entry, which is then taken. */
  boolean remember(int weight) {
    if (released) {
      return false;
    }
    if (history + weight > limits.max(Limit.SESSION_HISTORY)) {
      limits.hit(Limit.SESSION_HISTORY);
      return false;
    }
    if (!limits.take(Limit.SESSION_HISTORY_TOTAL, weight)) {
      return false;
    }
    history += weight;
    return true;
  }

  void subscribe(Subscription subscription) {
    current.put(subscription.filter(), subscription);
    if (subscription.shareGroup() != null) {
      shared.add(subscription);
    }
  }

  void unsubscribed(Subscription subscription, long nanos) {
    current.remove(subscription.filter(), subscription);
    shared.remove(subscription);
    subscription.ended(nanos);
    if (remember(Limits.weight(subscription.filter()))) {
      ended.add(subscription);
    }
  }

  void connected(MqttConnection next, long expiry) {
    namelessBefore = broker.namelessConnections();
    unseenResumedBefore = broker.unseenResumedCount();
    answerLost = false;
    connection = next;
    expirySeconds = expiry;
    open.add(next);
    if (idsFull) {
      connectionIds.remove(connectionIds.size() - 1);
    }
    idsFull = !connectionIds.isEmpty() && !remember(1);
    connectionIds.add(next.id());
  }

  /** Whether a connection is the last that it had. */
  boolean isLatest(MqttConnection connection) {
    return connectionIds.get(connectionIds.size() - 1) == connection.id();
  }

  /** Nothing more comes from one of its connections. */
  void finished(MqttConnection ended) {
    version5 = version5();
    open.remove(ended);
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
    namelessBefore = broker.namelessConnections();
  }

  /** A later CONNECT of its client was seen, and its answer was not captured. */
  void answerLost() {
    answerLost = true;
  }

  /** Whether a later connection may have gone on with it unseen. */
  boolean mayHaveBeenResumed() {
    return answerLost
        || broker.namelessConnections() != namelessBefore
        || clientId == null && broker.unseenResumedCount() != unseenResumedBefore;
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

  /** Gives back what its history took; nothing more is remembered. */
  void release() {
    limits.give(Limit.SESSION_HISTORY_TOTAL, history);
    history = 0;
    released = true;
  }
}
