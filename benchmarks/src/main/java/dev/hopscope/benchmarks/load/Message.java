package dev.hopscope.benchmarks.load;

/**
 * An application message.
 *
 * @param topic where it is published
 * @param number its own number, in its payload; 0 for a message whose payload many have
 */
record Message(Topic topic, long number) {
  /** Whether others of its topic have the same payload. */
  boolean alike() {
    return number == 0;
  }
}
