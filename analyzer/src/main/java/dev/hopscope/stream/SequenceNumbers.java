package dev.hopscope.stream;

/** The one place that knows that TCP sequence numbers wrap at 2^32 (RFC 9293 section 3.4). */
final class SequenceNumbers {
  private SequenceNumbers() {}

  /**
   * The 64-bit stream position that a sequence number means: of all positions it may stand for, the
   * one nearest to {@code near}, from 2^31 behind it to 2^31 - 1 ahead.
   *
   * @param sequence the 32 bits of the header
   * @param base the sequence number of position 0
   * @param near a position known to be close
   */
  static long position(int sequence, int base, long near) {
    return near + (sequence - (base + (int) near));
  }
}
