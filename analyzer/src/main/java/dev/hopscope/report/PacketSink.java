package dev.hopscope.report;

/** Takes decoded packets and gaps in the order of their frames. One thread calls. */
public interface PacketSink {
  /** A packet. */
  void packet(DecodedPacket packet);

  /** Bytes that were never captured. */
  void gap(ReportModel.Gap gap);

  /** Nothing follows, also after damage. */
  void end();
}
