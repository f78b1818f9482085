package dev.hopscope.benchmarks.load;

/** Which kind of traffic a capture shows. */
public enum Variant {
  /** Clients that stay connected, on a network that neither reorders nor repeats. */
  CLEAN,

  /** The same, with about 2 % of the segments out of order or sent twice. */
  REORDERED,

  /** Publishers that connect, publish a little and leave, each on topics of its own. */
  CHURN
}
