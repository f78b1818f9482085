package dev.hopscope;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import dev.hopscope.session.SessionListener;
import dev.hopscope.session.Subscription;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceListener;

/** One event to two listeners, the first first. */
final class Fan {
  private Fan() {}

  static ConnectionListener connections(ConnectionListener first, ConnectionListener second) {
    return new ConnectionListener() {
      @Override
      public void onOpened(MqttConnection connection, Provenance at) {
        // who reports comes second, and must know a connection before anything is said of it
        second.onOpened(connection, at);
        first.onOpened(connection, at);
      }

      @Override
      public void onPacket(
          MqttConnection connection,
          Direction direction,
          PacketView packet,
          String topic,
          Provenance at) {
        first.onPacket(connection, direction, packet, topic, at);
        second.onPacket(connection, direction, packet, topic, at);
      }

      @Override
      public void onGap(
          MqttConnection connection,
          Direction direction,
          long position,
          long length,
          GapCause cause,
          Provenance at) {
        first.onGap(connection, direction, position, length, cause, at);
        second.onGap(connection, direction, position, length, cause, at);
      }

      @Override
      public void onResync(
          MqttConnection connection,
          Direction direction,
          long position,
          long length,
          int evidence,
          Provenance at) {
        first.onResync(connection, direction, position, length, evidence, at);
        second.onResync(connection, direction, position, length, evidence, at);
      }

      @Override
      public void onStanding(MqttConnection connection) {
        first.onStanding(connection);
        second.onStanding(connection);
      }

      @Override
      public void onClosing(MqttConnection connection, Direction closedBy, Provenance at) {
        first.onClosing(connection, closedBy, at);
        second.onClosing(connection, closedBy, at);
      }

      @Override
      public void onEnded(MqttConnection connection, Provenance at) {
        first.onEnded(connection, at);
        second.onEnded(connection, at);
      }
    };
  }

  static SessionListener sessions(SessionListener first, SessionListener second) {
    return new SessionListener() {
      @Override
      public void onSession(Session session) {
        first.onSession(session);
        second.onSession(session);
      }

      @Override
      public void onConnected(Session session, long nanos) {
        first.onConnected(session, nanos);
        second.onConnected(session, nanos);
      }

      @Override
      public void onDisconnected(Session session, long nanos) {
        first.onDisconnected(session, nanos);
        second.onDisconnected(session, nanos);
      }

      @Override
      public void onSessionEnded(Session session, long nanos) {
        first.onSessionEnded(session, nanos);
        second.onSessionEnded(session, nanos);
      }

      @Override
      public void onSubscribed(Subscription subscription, long nanos) {
        first.onSubscribed(subscription, nanos);
        second.onSubscribed(subscription, nanos);
      }

      @Override
      public void onUnsubscribing(Subscription subscription, long nanos) {
        first.onUnsubscribing(subscription, nanos);
        second.onUnsubscribing(subscription, nanos);
      }

      @Override
      public void onUnsubscribed(Subscription subscription, long nanos) {
        first.onUnsubscribed(subscription, nanos);
        second.onUnsubscribed(subscription, nanos);
      }

      @Override
      public void onPublished(Flow flow) {
        first.onPublished(flow);
        second.onPublished(flow);
      }

      @Override
      public void onDelivered(Flow flow) {
        first.onDelivered(flow);
        second.onDelivered(flow);
      }

      @Override
      public void onFlowEnded(Flow flow) {
        first.onFlowEnded(flow);
        second.onFlowEnded(flow);
      }

      @Override
      public void onWill(
          Session session, MqttConnection connection, MqttPacket.Will will, long earliestNanos) {
        first.onWill(session, connection, will, earliestNanos);
        second.onWill(session, connection, will, earliestNanos);
      }

      @Override
      public void onIdentifierInUse(Flow open, Step publish) {
        first.onIdentifierInUse(open, publish);
        second.onIdentifierInUse(open, publish);
      }

      @Override
      public void onStray(Session session, Step step) {
        first.onStray(session, step);
        second.onStray(session, step);
      }
    };
  }

  static TraceListener traces(TraceListener first, TraceListener second) {
    return new TraceListener() {
      @Override
      public void onTrace(Trace trace) {
        first.onTrace(trace);
        second.onTrace(trace);
      }

      @Override
      public void onLateDelivery(Trace trace, Delivery delivery) {
        first.onLateDelivery(trace, delivery);
        second.onLateDelivery(trace, delivery);
      }
    };
  }
}
