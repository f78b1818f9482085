package dev.hopscope.testkit.model;

/** Takes the truth about every delivery. */
@FunctionalInterface
public interface Ledger {
  /** Keeps nothing. */
  Ledger NONE = (delivery, publish) -> {};

  /**
   * A broker sent a PUBLISH for the first time; resends are not told.
   *
   * @param deliverySegment number of the segment of that PUBLISH
   * @param publishSegment number of that of the PUBLISH by which the message came to the broker
   */
  void delivered(long deliverySegment, long publishSegment);

  /** A frame is captured of a segment; numbers are equal while no part of a segment is late. */
  default void captured(long frame, long segment) {}
}
