package dev.hopscope.session;

import dev.hopscope.connection.ConnectionEnd;
import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.mqtt.PropertyId;
import dev.hopscope.qos.Content;
import dev.hopscope.qos.FlowListener;
import dev.hopscope.qos.Hop;
import dev.hopscope.qos.QosFlow;
import dev.hopscope.qos.Step;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;

/**
 * Gives every packet its place in a session: CONNECT and CONNACK open one, SUBSCRIBE and
 * UNSUBSCRIBE change it, the packets of a flow go to its tracker, DISCONNECT and the end of the
 * connection leave it.
 */
public final class SessionStage implements ConnectionListener {
  private static final int DISCONNECT_WITH_WILL = 0x04;

  private final Brokers brokers;
  private final SessionListener listener;
  private final Subscriptions subscriptions;
  private final Lifecycle lifecycle;
  private final boolean keepPayloads;
  private int flowsMade;

  /**
   * Creates the stage.
   *
   * @param keepPayloads whether the first bytes of each payload are kept for display
   */
  public SessionStage(
      Brokers brokers, Limits limits, boolean keepPayloads, SessionListener listener) {
    this.brokers = brokers;
    this.keepPayloads = keepPayloads;
    this.listener = listener;
    this.subscriptions = new Subscriptions(limits, listener);
    this.lifecycle = new Lifecycle(limits, subscriptions, new Flows(), listener);
  }

  /** The session of a connection, or null while it has none. */
  public static Session sessionOf(MqttConnection connection) {
    ConnectionState state = ConnectionState.of(connection);
    return state == null ? null : state.session;
  }

  /** The broker of a connection. */
  public static Broker brokerOf(MqttConnection connection) {
    ConnectionState state = ConnectionState.of(connection);
    return state == null ? null : state.broker;
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    ConnectionState state = state(connection);
    long nanos = at.timeNanos();
    switch (packet.type()) {
      case CONNECT -> onConnect(connection, state, packet);
      case CONNACK -> onConnack(connection, state, packet, nanos);
      case DISCONNECT -> onDisconnect(connection, state, direction, packet, nanos);
      case PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, SUBACK, UNSUBSCRIBE, UNSUBACK -> {
        lifecycle.ensureOpen(connection, state, nanos);
        if (state.tracker != null && usable(packet)) {
          onExchange(state, direction, packet, topic, at);
        }
      }
      default -> {
        // pings and AUTH change nothing that a session keeps
      }
    }
  }

  @Override
  public void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {
    ConnectionState state = state(connection);
    if (direction == Direction.CLIENT_TO_SERVER && connection.connect() == null) {
      lifecycle.nameless(state);
    }
    if (direction == Direction.CLIENT_TO_SERVER) {
      state.broker.unknownPast(); // a SUBSCRIBE may have been among the lost bytes
    }
    lifecycle.answerMayBeLost(connection, state);
    if (state.tracker != null && length > 0) {
      state.tracker.onPassed(direction, position + length);
    }
  }

  @Override
  public void onClosing(MqttConnection connection, Direction closedBy, Provenance at) {
    lifecycle.leave(connection, state(connection), at.timeNanos());
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    ConnectionState state = state(connection);
    if (connection.end() != ConnectionEnd.OPEN) {
      lifecycle.leave(connection, state, at.timeNanos());
    }
    lifecycle.finish(connection, state, at.timeNanos());
    state.broker.closed(connection);
  }

  /** Lets time pass: sessions expire, delayed wills are published. */
  public void onTime(long nanos) {
    lifecycle.onTime(nanos);
  }

  /** The capture is over: flows that wait for a later connection stay open. */
  public void onCaptureEnd() {
    for (Broker broker : brokers.all()) {
      lifecycle.captureEnded(broker);
    }
  }

  private void onConnect(MqttConnection connection, ConnectionState state, PacketView packet) {
    boolean first = state.session == null && state.unanswered == null && !state.refused;
    if (first
        && packet.packet() instanceof MqttPacket.Connect connect
        && connect.clientId() != null) {
      // what limits left of it
      MqttPacket.Connect kept = connection.connect() == null ? connect : connection.connect();
      state.unanswered = kept;
      state.will = readable(kept.will()) ? kept.will() : null;
      lifecycle.answerMayBeLost(connection, state);
    }
  }

  // of a CONNECT that breaks the format in its will, less than the will may have decoded
  private static boolean readable(MqttPacket.Will will) {
    return will != null && will.topic() != null && will.payload() != null;
  }

  private void onConnack(
      MqttConnection connection, ConnectionState state, PacketView packet, long nanos) {
    if (state.session != null || !(packet.packet() instanceof MqttPacket.Connack connack)) {
      return;
    }
    if (connack.reasonCode() > 0) {
      state.refused = true;
      state.will = null;
      return;
    }
    lifecycle.open(connection, state, connack, nanos);
  }

  private void onDisconnect(
      MqttConnection connection,
      ConnectionState state,
      Direction direction,
      PacketView packet,
      long nanos) {
    if (direction == Direction.CLIENT_TO_SERVER) {
      if (packet.reasonCode() != DISCONNECT_WITH_WILL) {
        state.will = null;
      }
      MqttPacket content = packet.packet();
      if (state.session != null && content.properties() != null) {
        Session session = state.session;
        session.expiry(
            content
                .properties()
                .number(PropertyId.SESSION_EXPIRY_INTERVAL, session.expirySeconds()));
      }
    }
    lifecycle.leave(connection, state, nanos);
  }

  private void onExchange(
      ConnectionState state, Direction direction, PacketView packet, String topic, Provenance at) {
    long nanos = at.timeNanos();
    switch (packet.type()) {
      case PUBLISH -> state.tracker.onPublish(direction, packet, content(packet, topic), at);
      case PUBACK, PUBREC, PUBREL, PUBCOMP ->
          state.tracker.onAcknowledgement(direction, packet, at);
      case UNSUBACK -> subscriptions.onUnsuback(state, packet.packetId(), nanos);
      default -> {
        MqttPacket content = packet.packet();
        if (content instanceof MqttPacket.Subscribe subscribe
            && subscribe.subscriptions() != null) {
          subscriptions.onSubscribe(state, subscribe, nanos);
        } else if (content instanceof MqttPacket.Suback suback) {
          subscriptions.onSuback(state, suback, nanos);
        } else if (content instanceof MqttPacket.Unsubscribe unsubscribe
            && unsubscribe.filters() != null) {
          subscriptions.onUnsubscribe(state, unsubscribe, nanos);
        }
      }
    }
  }

  // a packet that breaks the format elsewhere is often acted upon all the same; it has its finding
  private static boolean usable(PacketView packet) {
    if (packet.type() == PacketType.PUBLISH) {
      boolean identified = packet.qos() == 0 || packet.packetId() > 0;
      return packet.qos() <= 2 && packet.topic() != null && identified;
    }
    return packet.packetId() > 0;
  }

  private Content content(PacketView packet, String topic) {
    Payload payload =
        keepPayloads && packet.packet() instanceof MqttPacket.Publish publish
            ? publish.payload()
            : null;
    // of an unknown version, properties may stand where the payload seems to begin
    boolean told = packet.version() != MqttVersion.UNKNOWN;
    return new Content(
        topic,
        packet.retain(),
        told ? packet.payloadLength() : -1,
        packet.payloadDigest(),
        told && packet.payloadComplete(),
        packet.forwardedPropertiesDigest(),
        packet.messageExpiryInterval(),
        Content.Identifiers.of(packet.subscriptionIdentifiers()),
        payload);
  }

  private ConnectionState state(MqttConnection connection) {
    ConnectionState state = ConnectionState.of(connection);
    if (state == null) {
      state = new ConnectionState(brokers.of(connection));
      state.broker.opened(connection);
      connection.attach(state);
      state.broker.use(1);
    }
    return state;
  }

  private final class Flows implements FlowListener {
    @Override
    public void onFlowStarted(QosFlow exchange) {
      Session session = ConnectionState.of(exchange.connection()).session;
      Flow flow = new Flow(++flowsMade, session, exchange);
      exchange.attach(flow);
      if (exchange.steps().get(0).type() != PacketType.PUBLISH) {
        return;
      }
      if (exchange.hop() == Hop.PUBLISH) {
        listener.onPublished(flow);
      } else {
        listener.onDelivered(flow);
      }
    }

    @Override
    public void onFlowEnded(QosFlow exchange) {
      listener.onFlowEnded(Flow.of(exchange));
    }

    @Override
    public void onIdentifierInUse(QosFlow open, Step publish) {
      listener.onIdentifierInUse(Flow.of(open), publish);
    }

    @Override
    public void onStray(Step step) {
      listener.onStray(ConnectionState.of(step.connection()).session, step);
    }
  }
}
