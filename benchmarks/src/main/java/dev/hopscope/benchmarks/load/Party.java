package dev.hopscope.benchmarks.load;

/** Who speaks at an end of a connection: a client, or the broker. */
interface Party {
  /** The connection is open; only a client is told. */
  void onOpen();

  /** A packet came. */
  void onPacket(Packet packet);

  /** The connection has ended in both directions; only a client is told. */
  void onClosed();
}
