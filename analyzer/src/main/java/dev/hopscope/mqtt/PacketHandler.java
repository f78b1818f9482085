package dev.hopscope.mqtt;

import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;

/** Takes what a framer makes of one direction's bytes, in stream order. */
public interface PacketHandler {
  /**
   * One packet, complete on the wire; its body may have a gap.
   *
   * @param packet valid until the call returns
   * @param at the frame that completed it; valid until the call returns
   */
  void onPacket(PacketView packet, Provenance at);

  /**
   * Bytes that were never captured, as the stream stage told it.
   *
   * @param length in bytes, or {@link dev.hopscope.stream.ByteStage#UNKNOWN_LENGTH}
   */
  void onGap(long position, long length, GapCause cause, Provenance at);

  /**
   * Framing was lost (after a gap, a late start or a broken header) and found again, or the
   * direction ended before that.
   *
   * @param position of the first byte that was captured but could not be framed
   * @param length how many such bytes; 0 where none was lost
   * @param evidence how sure the new start is, in bits; 0 if there is none
   */
  void onResync(long position, long length, int evidence, Provenance at);
}
