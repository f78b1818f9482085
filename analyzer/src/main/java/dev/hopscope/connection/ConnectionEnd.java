package dev.hopscope.connection;

/** How a connection ended. */
public enum ConnectionEnd {
  /** The client sent DISCONNECT. */
  DISCONNECT("disconnect"),
  /** The server sent DISCONNECT (5.0). */
  SERVER_DISCONNECT("server-disconnect"),
  /** Another connection took the ClientID over. */
  TAKEOVER("takeover"),
  /** The client closed the TCP connection without a DISCONNECT. */
  CLIENT_CLOSED("client-closed"),
  /** The server closed the TCP connection. */
  SERVER_CLOSED("server-closed"),
  /** One side reset the TCP connection. */
  RESET("reset"),
  /** The 4-tuple was used again. */
  REPLACED("replaced"),
  /** A limit ended it. */
  LIMIT("limit"),
  /** It was still open when the capture ended. */
  OPEN("open");

  private final String id;

  ConnectionEnd(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
