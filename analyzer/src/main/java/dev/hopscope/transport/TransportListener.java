package dev.hopscope.transport;

import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.TcpConnection;

/** Told what each connection carries. */
public interface TransportListener {
  /**
   * A connection's content was recognised.
   *
   * @param at the frame that decided it; valid until the call returns
   * @return the consumers of side 0's and side 1's bytes, from the first byte on, or null to drop
   *     them
   */
  ByteStage[] onRecognised(TcpConnection connection, Recognition what, Provenance at);

  /** A connection carries nothing known; its bytes are dropped. */
  default void onOther(TcpConnection connection) {}
}
