package dev.hopscope.qos;

import dev.hopscope.mqtt.PacketType;

/**
 * Where a flow stands, and the one transition table for QoS 1 and 2 (MQTT 3.1.1 and 5.0, 4.3).
 *
 * <pre>
 *  state      PUBLISH   PUBACK    PUBREC    PUBREL    PUBCOMP
 *  NEW        PUBLISHED ENDED     RECEIVED  RELEASED  ENDED
 *  PUBLISHED  repeat    ENDED     RECEIVED  RELEASED  ENDED
 *  RECEIVED   repeat    stray     repeat    RELEASED  ENDED
 *  RELEASED   repeat    stray     repeat    repeat    ENDED
 * </pre>
 *
 * A step that skips others leaves those unseen: they were lost by the capture, or never sent.
 */
public enum FlowState {
  /** Nothing seen yet. */
  NEW,
  /** PUBLISH seen. */
  PUBLISHED,
  /** PUBREC seen. */
  RECEIVED,
  /** PUBREL seen. */
  RELEASED,
  /** The last step was seen; nothing more belongs to the flow. */
  ENDED;

  /** What a packet does to a flow. */
  enum Effect {
    /** It takes the flow to the next state. */
    ADVANCE,
    /** It repeats a step. */
    REPEAT,
    /** It does not belong to the flow. */
    STRAY
  }

  FlowState next(PacketType type) {
    return switch (type) {
      case PUBLISH -> PUBLISHED;
      case PUBREC -> RECEIVED;
      case PUBREL -> RELEASED;
      case PUBACK, PUBCOMP -> ENDED;
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  /** Whether a packet would leave a step before it unseen. */
  boolean skips(PacketType type) {
    return switch (type) {
      case PUBACK, PUBREC -> this == NEW;
      case PUBREL -> compareTo(RECEIVED) < 0;
      case PUBCOMP -> compareTo(RELEASED) < 0;
      default -> false;
    };
  }

  Effect effect(PacketType type) {
    if (type == PacketType.PUBACK && this != NEW && this != PUBLISHED) {
      return Effect.STRAY;
    }
    return next(type).compareTo(this) > 0 ? Effect.ADVANCE : Effect.REPEAT;
  }
}
