package dev.hopscope.transport;

/**
 * What was recognised in a connection.
 *
 * @param transport what it carries
 * @param clientSide the side that opened the conversation, as its content tells: who sent CONNECT,
 *     ClientHello or the request; -1 where it does not
 * @param basis how it was told: {@code connect}, {@code mid-stream}, {@code first-packet}, {@code
 *     client-hello}, {@code server-hello}, {@code upgrade-request}, {@code upgrade-response} or
 *     {@code proxy-header}
 * @param proxy the PROXY header in front of it, or null
 * @param proxySide the side that sent it; -1 without one
 */
public record Recognition(
    Transport transport, int clientSide, String basis, ProxyHeader proxy, int proxySide) {

  /** The basis of a conversation that was captured from its CONNECT on. */
  public static final String BY_CONNECT = "connect";

  /** Whether the client's first packet, its CONNECT, was captured. */
  public boolean fromConnect() {
    return basis.equals(BY_CONNECT);
  }
}
