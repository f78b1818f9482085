package dev.hopscope.testkit.model;

/** Takes the truth about every delivery. */
@FunctionalInterface
public interface Ledger {
  /** Keeps nothing. */
  Ledger NONE = (delivery, publish) -> {};

  /**
   * A broker sent a PUBLISH for the first time; resends are not told.
   *
   * @param deliveryFrame number of the frame of that PUBLISH
   * @param publishFrame number of the frame of the PUBLISH by which the message came to the broker
   */
  void delivered(long deliveryFrame, long publishFrame);
}
