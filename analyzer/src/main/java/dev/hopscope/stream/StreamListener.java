package dev.hopscope.stream;

/** Told of every TCP connection; chooses who takes its bytes. */
public interface StreamListener {
  /**
   * A connection was seen for the first time.
   *
   * @return the two consumers, index 0 for the bytes that side 0 sends
   */
  ByteStage[] onConnection(TcpConnection connection, Provenance at);
}
