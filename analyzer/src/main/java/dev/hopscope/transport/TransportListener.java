package dev.hopscope.transport;

import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;

/** Told what each connection carries. */
public interface TransportListener {
  /** The basis of a conversation that was captured from its CONNECT on. */
  String BY_CONNECT = "connect";

  /**
   * A connection's content was recognised.
   *
   * @param transport what it carries
   * @param clientSide the side that opened the conversation, as its content tells: who sent
   *     CONNECT, ClientHello or the request; -1 where it does not
   * @param basis how it was told: {@code connect}, {@code mid-stream}, {@code first-packet}, {@code
   *     client-hello}, {@code server-hello}, {@code upgrade-request}, {@code upgrade-response} or
   *     {@code proxy-header}
   * @param at the frame that decided it; valid until the call returns
   * @return the consumers of side 0's and side 1's bytes, from the first byte on, or null to drop
   *     them
   */
  ByteStage[] onRecognised(
      TcpConnection connection, Transport transport, int clientSide, String basis, Provenance at);

  /** A connection carries nothing known; its bytes are dropped. */
  default void onOther(TcpConnection connection) {}
}
