package dev.hopscope.transport;

/** What was recognised in a connection. */
public enum Transport {
  /** MQTT straight over TCP. */
  MQTT("tcp"),
  /** A TLS handshake; not decoded. */
  TLS("tls"),
  /** An HTTP request to upgrade to WebSocket, or its answer; not decoded. */
  WEBSOCKET("websocket"),
  /** A header of the PROXY protocol that breaks its format; what follows is not decoded. */
  PROXIED("proxied");

  private final String id;

  Transport(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
