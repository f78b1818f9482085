package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.qos.Step;

/** Told what happens to sessions and their flows, in the order of the frames. */
public interface SessionListener {
  /** A session began, or was met for the first time. */
  default void onSession(Session session) {}

  /** A session got a connection. */
  default void onConnected(Session session, long nanos) {}

  /** A session lost its connection and lives on, or ends next. */
  default void onDisconnected(Session session, long nanos) {}

  /** A session ended: nothing of it is kept by its broker. */
  default void onSessionEnded(Session session, long nanos) {}

  /** A SUBSCRIBE asked for a subscription; it is in its broker's tree. */
  default void onSubscribed(Subscription subscription, long nanos) {}

  /** An UNSUBSCRIBE asked to end a subscription. */
  default void onUnsubscribing(Subscription subscription, long nanos) {}

  /** A subscription is no longer in force. */
  default void onUnsubscribed(Subscription subscription, long nanos) {}

  /** A flow began with a captured PUBLISH from a client. */
  default void onPublished(Flow flow) {}

  /** A flow began with a captured PUBLISH to a client. */
  default void onDelivered(Flow flow) {}

  /** A flow has its outcome. */
  default void onFlowEnded(Flow flow) {}

  /**
   * A connection ended such that its will is published.
   *
   * @param earliestNanos the earliest time at which the server can have published it
   */
  default void onWill(
      Session session, MqttConnection connection, MqttPacket.Will will, long earliestNanos) {}

  /** A PUBLISH used the identifier of a flow under way for another message. */
  default void onIdentifierInUse(Flow open, Step publish) {}

  /** An acknowledgement answers nothing. */
  default void onStray(Session session, Step step) {}
}
