package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.connection.MqttConnection.ServerBasis;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.stream.Endpoint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** A broker: one or more endpoints that share their sessions and subscriptions. */
public final class Broker {
  private final int id;
  private final Set<Endpoint> endpoints = new LinkedHashSet<>();
  private final Map<String, Session> sessions = new HashMap<>();
  private final SubscriptionTree subscriptions;
  private final Map<String, ShareGroup> shareGroups = new HashMap<>();
  private ServerBasis basis;
  private boolean unknownPast;
  private int users;
  private int namelessConnections;
  private int unseenResumed;
  private final Set<MqttConnection> open = new HashSet<>();
  private long publishesHiddenNanos = Long.MIN_VALUE;

  Broker(int id, ServerBasis basis, RecentInterests recent) {
    this.id = id;
    this.subscriptions = new SubscriptionTree(id, recent);
    this.basis = basis;
  }

  /** Its id, from 1. */
  public int id() {
    return id;
  }

  /** Its endpoints in the order in which they were met. */
  public Set<Endpoint> endpoints() {
    return endpoints;
  }

  /** The surest way by which one of its endpoints is known to be a server. */
  public ServerBasis basis() {
    return basis;
  }

  /** Whether one of its endpoints has this address, and the address is not a loopback one. */
  public boolean ownsAddress(Endpoint other) {
    if (isLoopback(other)) {
      return false;
    }
    for (Endpoint endpoint : endpoints) {
      if (endpoint.ipv6() == other.ipv6()
          && endpoint.high() == other.high()
          && endpoint.low() == other.low()) {
        return true;
      }
    }
    return false;
  }

  /** Whether an endpoint has a loopback address, which tells hosts apart from nothing. */
  public static boolean isLoopback(Endpoint endpoint) {
    return endpoint.ipv6()
        ? endpoint.high() == 0 && endpoint.low() == 1
        : endpoint.low() >>> 24 == 127;
  }

  /** Whether all its connections were to one and the same endpoint so far. */
  public boolean hasOneEndpoint() {
    return endpoints.size() == 1;
  }

  /** Its subscriptions. */
  public SubscriptionTree subscriptions() {
    return subscriptions;
  }

  /** The open session of a ClientID, or null. */
  public Session session(String clientId) {
    return sessions.get(clientId);
  }

  /** Whether some session of it may have subscriptions from before the capture. */
  public boolean hasUnknownPast() {
    return unknownPast;
  }

  void unknownPast() {
    unknownPast = true;
  }

  /** Whether messages may have been published to it unseen, at a time or later. */
  public boolean mayHidePublishes(long sinceNanos) {
    return publishesHiddenNanos >= sinceNanos
        || open.stream().anyMatch(each -> each.mayHide(Direction.CLIENT_TO_SERVER, sinceNanos));
  }

  void opened(MqttConnection connection) {
    open.add(connection);
  }

  void closed(MqttConnection connection) {
    open.remove(connection);
    publishesHiddenNanos =
        Math.max(publishesHiddenNanos, connection.lastLossNanos(Direction.CLIENT_TO_SERVER));
  }

  /** A connection began of which the ClientID was not captured. */
  void nameless() {
    namelessConnections++;
  }

  /** A session was taken up again that was not seen under its ClientID before. */
  void unseenResumed() {
    unseenResumed++;
  }

  /** How many sessions may have been those of connections whose ClientID was not captured. */
  int unseenResumedCount() {
    return unseenResumed;
  }

  /** How many connections were such that they may have gone on with any session. */
  int namelessConnections() {
    return namelessConnections;
  }

  /** The open sessions whose ClientID is known, in no order. */
  public Collection<Session> sessions() {
    return sessions.values();
  }

  /** Whether a connection or a session of it is open. */
  boolean inUse() {
    return users > 0;
  }

  /** A connection or a session of it was opened (1) or ended (-1). */
  void use(int change) {
    users += change;
  }

  void add(Endpoint endpoint, ServerBasis how) {
    endpoints.add(endpoint);
    if (how.compareTo(basis) < 0) {
      basis = how;
    }
  }

  void add(Session session) {
    sessions.put(session.clientId(), session);
  }

  void remove(Session session) {
    sessions.remove(session.clientId(), session);
  }

  ShareGroup shareGroup(String name, String filter) {
    return shareGroups.computeIfAbsent(
        name + '/' + filter, key -> new ShareGroup(this, name, filter));
  }

  /** Takes notice that a group may have lost its last member. */
  void left(ShareGroup group) {
    if (group.members().isEmpty()) {
      shareGroups.remove(group.name() + '/' + group.filter(), group);
    }
  }
}
