package dev.hopscope.transport;

/** Says how much bytes look like the start of an MQTT packet. */
@FunctionalInterface
public interface MidStreamCheck {
  /**
   * How sure it is that an MQTT packet starts at {@code offset}.
   *
   * @param length bytes at hand; packets may go on behind them
   * @return evidence in bits: random bytes reach n with a probability of at most 2^-n; 0 for none
   */
  int evidence(byte[] data, int offset, int length);
}
