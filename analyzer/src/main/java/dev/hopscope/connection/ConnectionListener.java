package dev.hopscope.connection;

import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;

/** Told what happens on every recognised connection, in the order of the frames. */
public interface ConnectionListener {
  /** A connection was recognised by its content; its packets follow. */
  default void onOpened(MqttConnection connection, Provenance at) {}

  /**
   * One packet.
   *
   * @param packet valid until the call returns
   * @param topic the topic of a PUBLISH with its alias resolved; null if the alias was never bound,
   *     the topic did not decode, or the packet is no PUBLISH
   * @param at the frame that completed it; valid until the call returns
   */
  default void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {}

  /** Bytes that were never captured. */
  default void onGap(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      GapCause cause,
      Provenance at) {}

  /**
   * Captured bytes that could not be framed.
   *
   * @param length how many; 0 where framing was found again at once
   * @param evidence how sure the new start is, in bits; 0 where there is none
   */
  default void onResync(
      MqttConnection connection,
      Direction direction,
      long position,
      long length,
      int evidence,
      Provenance at) {}

  /**
   * What {@link MqttConnection#hidden} says has changed, or how far a connection with losses has
   * {@linkplain MqttConnection#passed passed}; nothing else came of it.
   */
  default void onStanding(MqttConnection connection) {}

  /** One side has finished sending; the network connection is going down. */
  default void onClosing(MqttConnection connection, Direction closedBy, Provenance at) {}

  /** Both directions have ended; nothing follows for this connection. */
  default void onEnded(MqttConnection connection, Provenance at) {}
}
