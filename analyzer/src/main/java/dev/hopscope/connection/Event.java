package dev.hopscope.connection;

import dev.hopscope.capture.CaptureInfo;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketCopy;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;

/** One call of a {@link Downstream}, with what the connection was like at it; reused. */
final class Event {
  enum Kind {
    CAPTURE,
    TIME,
    IDLE,
    CAPTURE_END,
    OPENED,
    PACKET,
    GAP,
    RESYNC,
    STANDING,
    CLOSING,
    ENDED
  }

  Kind kind;

  /** How many of the batch's frames came before it. */
  int framesBefore;

  /** {@link Kind#TIME}. */
  long nanos;

  /** {@link Kind#CAPTURE}. */
  CaptureInfo capture;

  // what the connection was like, for all kinds from OPENED on
  MqttConnection twin;
  MqttConnection.Facts facts; // null where they have not changed
  TcpSnapshot.Counts counts; // null where they are not worth it
  long passed0;
  long passed1;
  long lastTimeNanos;
  int tcpBits;
  boolean framingLost0;
  boolean framingLost1;

  Direction direction;
  final Provenance at = new Provenance();

  /** {@link Kind#PACKET}, with its topic. */
  final PacketCopy packet = new PacketCopy();

  String topic;

  // GAP, RESYNC
  long position;
  long length;
  GapCause cause;
  int evidence;

  /** Lets go of what it holds. */
  void release() {
    capture = null;
    twin = null;
    facts = null;
    counts = null;
    topic = null;
    packet.release();
  }
}
