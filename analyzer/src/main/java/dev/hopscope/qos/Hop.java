package dev.hopscope.qos;

import dev.hopscope.mqtt.Direction;

/** One leg of a message. */
public enum Hop {
  /** From a client to a broker. */
  PUBLISH("publish"),
  /** From a broker to a client. */
  DELIVERY("delivery");

  private final String id;

  Hop(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }

  /** The hop of a PUBLISH that goes this way. */
  public static Hop of(Direction direction) {
    return direction == Direction.CLIENT_TO_SERVER ? PUBLISH : DELIVERY;
  }
}
