package dev.hopscope.lab.proxy;

/**
 * One packet in the log of a direction.
 *
 * @param fate whether it reached the other side
 */
public record Entry(WirePacket packet, Fate fate) {
  /** What became of a packet that the proxy read. */
  public enum Fate {
    /** Written to the other side. */
    PASSED,
    /** Held back by a fault. */
    REMOVED,
    /** The other side had ended the connection. */
    UNDELIVERABLE
  }
}
