package dev.hopscope.connection;

import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.Provenance;

/** Watches both directions of a connection end, and tells the listener what that means. */
final class Ends {
  private final MqttConnection connection;
  private final Limits limits;
  private final ConnectionListener listener;
  private int ended;
  private boolean closing;

  Ends(MqttConnection connection, Limits limits, ConnectionListener listener) {
    this.connection = connection;
    this.limits = limits;
    this.listener = listener;
  }

  void onStanding() {
    listener.onStanding(connection);
  }

  void onEnd(int side, EndCause cause, Provenance at) {
    Direction direction = connection.directionOf(side);
    ended++;
    switch (cause) {
      case FIN ->
          connection.ended(
              direction == Direction.CLIENT_TO_SERVER
                  ? ConnectionEnd.CLIENT_CLOSED
                  : ConnectionEnd.SERVER_CLOSED,
              null);
      case RESET_SENT, RESET_RECEIVED -> connection.ended(ConnectionEnd.RESET, null);
      case REPLACED -> connection.ended(ConnectionEnd.REPLACED, null);
      case LIMIT -> connection.ended(ConnectionEnd.LIMIT, null);
      case CAPTURE_END -> {
        // it stays open, unless the other direction ended otherwise
      }
    }
    if (!closing && cause != EndCause.CAPTURE_END) {
      closing = true;
      listener.onClosing(connection, direction, at);
    }
    if (ended == 2) {
      listener.onEnded(connection, at);
      Kept.release(connection, limits);
    }
  }
}
