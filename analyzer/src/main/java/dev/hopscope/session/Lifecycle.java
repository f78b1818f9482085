package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.qos.FlowListener;
import dev.hopscope.qos.Outcome;
import dev.hopscope.qos.QosTracker;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How sessions begin, are resumed, taken over, left and ended (3.1.2.4 and 4.1). */
final class Lifecycle {
  private final Subscriptions subscriptions;
  private final FlowListener flows;
  private final SessionListener listener;
  private final Wills wills;
  private final Deadlines<Session> expiries = new Deadlines<>();

  /** Sessions without a connection, the longest without first. */
  private final Set<Session> away = new LinkedHashSet<>();

  private final Limits limits;
  private int sessionsMade;

  Lifecycle(
      Limits limits, Subscriptions subscriptions, FlowListener flows, SessionListener listener) {
    this.limits = limits;
    this.subscriptions = subscriptions;
    this.flows = flows;
    this.listener = listener;
    this.wills = new Wills(limits, listener);
  }

  /** Opens the session of a connection whose CONNACK was not captured, or not yet. */
  void ensureOpen(MqttConnection connection, ConnectionState state, long nanos) {
    if (state.session == null && !state.refused) {
      open(connection, state, null, nanos);
    } else if (state.session != null && state.tracker == null) {
      // taken over, and yet it goes on: what it still says is told
      state.tracker = new QosTracker(connection, true, limits, flows);
    }
  }

  /** Gives a connection its session, a new one or the one that it resumes. */
  void open(
      MqttConnection connection, ConnectionState state, MqttPacket.Connack connack, long nanos) {
    MqttPacket.Connect connect = state.unanswered;
    boolean clean = connect != null && connect.cleanStart();
    // 3.1 has no Session Present flag
    boolean told = connack != null && connection.version() != MqttVersion.V3_1;
    boolean noneStored = clean || told && !connack.sessionPresent();
    String clientId = connection.clientId();
    Session before = clientId == null ? null : state.broker.session(clientId);
    if (before != null) {
      detach(before, nanos);
      if (noneStored || before.expirySeconds() == 0) {
        end(before, nanos);
      }
    }
    Session session = before == null || before.over() ? null : before;
    if (clientId == null) {
      nameless(state);
    }
    if (session == null) {
      boolean assigned = connection.clientIdAssigned();
      session = new Session(++sessionsMade, state.broker, clientId, assigned, !noneStored, limits);
      state.broker.use(1);
      if (clientId != null) {
        state.broker.add(session);
      }
      makeRoom(session, nanos);
      if (session.pastUnknown()) {
        state.broker.unknownPast();
      }
      if (session.pastUnknown() && clientId != null) {
        state.broker.unseenResumed();
      }
      listener.onSession(session);
    }
    away.remove(session);
    expiries.remove(session);
    session.connected(connection, expirySeconds(connection, connack));
    state.session = session;
    state.unanswered = null;
    state.tracker = new QosTracker(connection, session.pastUnknown(), limits, flows);
    QosTracker left = session.takeSuspended();
    if (left != null) {
      state.tracker.adopt(left);
    }
    wills.cancel(session);
    listener.onConnected(session, nanos);
  }

  /** The network connection is going down: the session is without one from now on. */
  void leave(MqttConnection connection, ConnectionState state, long nanos) {
    if (state.gone) {
      return;
    }
    state.gone = true;
    Session session = state.session;
    if (session == null || session.connection() != connection) {
      return;
    }
    session.disconnected(nanos);
    listener.onDisconnected(session, nanos);
    if (state.will != null) {
      wills.fire(session, connection, state.will, nanos);
      state.will = null;
    }
  }

  /** Nothing more comes from a connection: its flows wait for the next, or end with the session. */
  void finish(MqttConnection connection, ConnectionState state, long nanos) {
    Session session = state.session;
    state.broker.use(-1);
    subscriptions.finished(state);
    if (session == null) {
      return;
    }
    if (state.tracker != null) {
      finishFlows(connection, state, nanos);
    }
    session.finished(connection);
  }

  private void finishFlows(MqttConnection connection, ConnectionState state, long nanos) {
    Session session = state.session;
    QosTracker tracker = state.tracker;
    state.tracker = null;
    tracker.settle();
    if (!state.gone) {
      tracker.endAll(ifNotResumed(session, Outcome.OPEN));
      return;
    }
    if (session.over() || !session.isLatest(connection)) {
      tracker.endAll(Outcome.ABANDONED);
      return;
    }
    if (session.expirySeconds() == 0 || session.clientId() == null) {
      // whose ClientID was not captured may go on with its session unseen
      boolean over = session.clientId() != null || session.clientIdAssigned();
      tracker.endAll(over ? Outcome.ABANDONED : Outcome.UNKNOWN);
      end(session, nanos);
      return;
    }
    session.suspend(tracker);
    away.add(session);
    if (session.expirySeconds() != Session.NEVER) {
      long due = session.disconnectedNanos() + session.expirySeconds() * 1_000_000_000L;
      expiries.set(session, due);
    }
  }

  private void makeRoom(Session session, long nanos) {
    limits.add(Limit.SESSIONS, Limits.weight(session.clientId()));
    while (limits.isOver(Limit.SESSIONS)) {
      limits.hit(Limit.SESSIONS);
      if (away.isEmpty()) {
        return; // the rest are connected, and connections are bounded
      }
      forget(away.iterator().next(), nanos);
    }
  }

  /** A session leaves before its time: what it left under way may go on unseen. */
  private void forget(Session session, long nanos) {
    QosTracker left = session.takeSuspended();
    if (left != null) {
      left.endAll(Outcome.UNKNOWN);
    }
    wills.cancel(session);
    end(session, nanos);
  }

  /** The ClientID of a connection was lost. */
  void nameless(ConnectionState state) {
    if (!state.nameless) {
      state.nameless = true;
      state.broker.nameless();
    }
  }

  /** A CONNECT is unanswered because the capture lost the answer: its session may have gone on. */
  void answerMayBeLost(MqttConnection connection, ConnectionState state) {
    if (state.session == null
        && state.unanswered != null
        && connection.losses(Direction.SERVER_TO_CLIENT) > 0) {
      Session known = state.broker.session(state.unanswered.clientId());
      if (known != null) {
        known.answerLost();
      }
    }
  }

  void onTime(long nanos) {
    wills.onTime(nanos);
    for (Session due = expiries.due(nanos); due != null; due = expiries.due(nanos)) {
      end(due, expiries.dueNanos(due));
    }
  }

  void captureEnded(Broker broker) {
    for (Session session : broker.sessions()) {
      QosTracker left = session.takeSuspended();
      if (left != null) {
        left.endAll(ifNotResumed(session, Outcome.OPEN));
      }
    }
  }

  // a connection of unknown ClientID may have been the session's next or last, and ended its flows
  private static Outcome ifNotResumed(Session session, Outcome outcome) {
    return session.mayHaveBeenResumed() ? Outcome.UNKNOWN : outcome;
  }

  // what the older connection left under way waits in the session, should the newer one resume it
  private void detach(Session session, long nanos) {
    List<MqttConnection> open = session.openConnections();
    if (open.isEmpty()) {
      return;
    }
    MqttConnection older = open.get(open.size() - 1);
    ConnectionState state = ConnectionState.of(older);
    if (session.connection() != null) {
      older.takenOver();
      leave(older, state, nanos);
    }
    if (state.tracker != null) {
      state.tracker.settle();
      session.suspend(state.tracker);
      state.tracker = null;
    }
  }

  private void end(Session session, long nanos) {
    if (session.over()) {
      return;
    }
    session.end();
    away.remove(session);
    expiries.remove(session);
    QosTracker left = session.takeSuspended();
    if (left != null) {
      left.endAll(ifNotResumed(session, Outcome.ABANDONED));
    }
    List<Subscription> held = new ArrayList<>();
    session.current().forEach(held::add);
    for (Subscription subscription : held) {
      subscriptions.end(subscription, nanos);
    }
    session.broker().remove(session);
    wills.sessionEnded(session, nanos);
    listener.onSessionEnded(session, nanos);
    session.release();
    session.broker().use(-1);
    limits.give(Limit.SESSIONS, Limits.weight(session.clientId()));
  }

  // MQTT 5.0, 3.1.2.11.2; before 5.0 Clean Session decides (3.1.1, 3.1.2.4)
  private static long expirySeconds(MqttConnection connection, MqttPacket.Connack connack) {
    MqttPacket.Connect connect = connection.connect();
    if (connect == null) {
      return connection.clientId() == null ? 0 : Session.NEVER;
    }
    if (connection.version() != MqttVersion.V5_0) {
      return connect.cleanStart() ? 0 : Session.NEVER;
    }
    long asked =
        connect.properties() == null
            ? 0
            : connect.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, 0);
    return connack == null || connack.properties() == null
        ? asked
        : connack.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, asked);
  }
}
