package dev.hopscope.broker;

/**
 * Is told of every packet, on the event loop of its connection: packets of one connection in order
 * and one at a time, those of different connections at the same time. Who blocks here makes the
 * broker wait; nothing may be thrown.
 */
@FunctionalInterface
public interface PacketListener {
  /** A packet was received or sent. */
  void onPacket(PacketEvent packet);
}
