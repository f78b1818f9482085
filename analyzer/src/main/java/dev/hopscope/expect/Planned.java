package dev.hopscope.expect;

import java.util.function.Supplier;

/**
 * A check of a group of messages, to be made for a run.
 *
 * @param scope what it is about
 * @param client the receivers it is about, where it is about some
 * @param needs what must be there, lest it holds because there is nothing
 */
record Planned(Scope scope, ClientPattern client, Needs needs, Supplier<Check> make) {

  /** What a check is about. */
  enum Scope {
    /** The messages themselves, and their publish hops. */
    MESSAGES,
    /** The messages and all their hops. */
    ALL,
    /** The deliveries to some receivers. */
    RECEIVERS
  }

  /** What a check needs. */
  enum Needs {
    /** Nothing. */
    NOTHING,
    /** A message of the group. */
    MESSAGE,
    /** A delivery in scope. */
    DELIVERY
  }
}
