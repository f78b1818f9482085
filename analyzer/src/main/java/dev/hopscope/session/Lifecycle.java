package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.qos.FlowListener;
import dev.hopscope.qos.Outcome;
import dev.hopscope.qos.QosTracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** How sessions begin, are resumed, taken over, left and ended (3.1.2.4 and 4.1). */
final class Lifecycle {
  private record Expiry(Session session, long disconnectedNanos, long dueNanos) {}

  private final Subscriptions subscriptions;
  private final FlowListener flows;
  private final SessionListener listener;
  private final Wills wills;
  private final PriorityQueue<Expiry> expiries =
      new PriorityQueue<>(Comparator.comparingLong(Expiry::dueNanos));
  private int sessionsMade;

  Lifecycle(Subscriptions subscriptions, FlowListener flows, SessionListener listener) {
    this.subscriptions = subscriptions;
    this.flows = flows;
    this.listener = listener;
    this.wills = new Wills(listener);
  }

  /** Opens the session of a connection whose CONNACK was not captured, or not yet. */
  void ensureOpen(MqttConnection connection, ConnectionState state, long nanos) {
    if (state.session == null && !state.refused) {
      open(connection, state, null, nanos);
    } else if (state.session != null && state.tracker == null) {
      // taken over, and yet it goes on: what it still says is told
      state.tracker = new QosTracker(connection, true, flows);
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
    if (session == null) {
      boolean assigned = connection.clientIdAssigned();
      session = new Session(++sessionsMade, state.broker, clientId, assigned, !noneStored);
      if (clientId != null) {
        state.broker.add(session);
      }
      if (session.pastUnknown()) {
        state.broker.unknownPast();
      }
      listener.onSession(session);
    }
    session.connected(connection, expirySeconds(connection, connack));
    state.session = session;
    state.unanswered = null;
    state.tracker = new QosTracker(connection, session.pastUnknown(), flows);
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
    if (session == null || state.tracker == null) {
      return;
    }
    QosTracker tracker = state.tracker;
    state.tracker = null;
    if (!state.gone) {
      tracker.endAll(Outcome.OPEN);
      return;
    }
    if (session.over() || latest(session) != connection) {
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
    if (session.expirySeconds() != Session.NEVER) {
      long due = session.disconnectedNanos() + session.expirySeconds() * 1_000_000_000L;
      expiries.add(new Expiry(session, session.disconnectedNanos(), due));
    }
  }

  void onTime(long nanos) {
    wills.onTime(nanos);
    while (!expiries.isEmpty() && expiries.peek().dueNanos() <= nanos) {
      Expiry due = expiries.remove();
      Session session = due.session();
      boolean untouched =
          session.connection() == null
              && session.disconnectedNanos() == due.disconnectedNanos()
              && !session.over();
      if (untouched) {
        end(session, due.dueNanos());
      }
    }
  }

  void captureEnded(Broker broker) {
    for (Session session : broker.sessions()) {
      QosTracker left = session.takeSuspended();
      if (left != null) {
        left.endAll(Outcome.OPEN);
      }
    }
  }

  // what the older connection left under way waits in the session, should the newer one resume it
  private void detach(Session session, long nanos) {
    MqttConnection older = latest(session);
    ConnectionState state = ConnectionState.of(older);
    if (session.connection() != null) {
      older.takenOver();
      leave(older, state, nanos);
    }
    if (state.tracker != null) {
      session.suspend(state.tracker);
      state.tracker = null;
    }
  }

  private static MqttConnection latest(Session session) {
    List<MqttConnection> connections = session.connections();
    return connections.get(connections.size() - 1);
  }

  private void end(Session session, long nanos) {
    if (session.over()) {
      return;
    }
    session.end();
    QosTracker left = session.takeSuspended();
    if (left != null) {
      left.endAll(Outcome.ABANDONED);
    }
    List<Subscription> held = new ArrayList<>();
    session.current().forEach(held::add);
    for (Subscription subscription : held) {
      subscriptions.end(subscription, nanos);
    }
    session.broker().remove(session);
    wills.sessionEnded(session, nanos);
    listener.onSessionEnded(session, nanos);
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
