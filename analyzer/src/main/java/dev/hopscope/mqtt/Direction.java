package dev.hopscope.mqtt;

/**
 * Which way a packet went; part of every key, because identifiers and aliases are per direction.
 */
public enum Direction {
  /** From the client to the server. */
  CLIENT_TO_SERVER("client-to-server"),
  /** From the server to the client. */
  SERVER_TO_CLIENT("server-to-client");

  private final String id;

  Direction(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }

  /** The other direction. */
  public Direction opposite() {
    return this == CLIENT_TO_SERVER ? SERVER_TO_CLIENT : CLIENT_TO_SERVER;
  }
}
