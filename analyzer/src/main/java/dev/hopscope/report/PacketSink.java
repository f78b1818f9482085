package dev.hopscope.report;

/** Takes decoded packets and gaps in the order of their frames. One thread calls. */
public interface PacketSink {
  /** The first frame was read: relative times count from its time, in nanoseconds since 1970. */
  default void begin(long timeNanos) {}

  /** A packet. */
  void packet(DecodedPacket packet);

  /** Bytes that were never captured. */
  void gap(ReportModel.Gap gap);

  /**
   * What was handed over should now reach its reader: a live input has nothing more to give at the
   * moment, or has kept the run busy for a while. Comes again and again.
   */
  default void idle() {}

  /** Nothing follows, also after damage. */
  void end();
}
