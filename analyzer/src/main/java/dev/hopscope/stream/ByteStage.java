package dev.hopscope.stream;

/**
 * A consumer of one direction of a TCP connection, in stream order.
 *
 * <p>Positions are 64-bit and count from 0 at the byte after the SYN; where the start was not
 * captured, 0 is the first byte seen, and an {@code onGap(0, UNKNOWN_LENGTH, CAPTURE_START)} comes
 * first. Each byte is handed over at most once, by {@code onBytes} or inside a gap.
 */
public interface ByteStage {
  /** The length of a gap whose size cannot be known. */
  long UNKNOWN_LENGTH = -1;

  /**
   * Takes the next bytes of the stream.
   *
   * @param data the buffer; valid only until the call returns
   * @param offset where the bytes start in {@code data}
   * @param length how many, at least 1
   * @param position the stream position of the first
   * @param at their provenance; valid only until the call returns
   */
  void onBytes(byte[] data, int offset, int length, long position, Provenance at);

  /**
   * Takes notice of bytes that were never captured.
   *
   * @param position the stream position of the first
   * @param length how many, or {@link #UNKNOWN_LENGTH}
   * @param cause why they are missing
   * @param at the frame at which the loss was decided
   */
  void onGap(long position, long length, GapCause cause, Provenance at);

  /**
   * What {@link TcpConnection#awaitsBytes} says of the connection has changed, or how far one with
   * declared losses has {@linkplain TcpConnection#passed passed}; told of one side for both.
   */
  default void onStanding() {}

  /**
   * Who is to be told from now on; asked for after {@link #onBytes}. One that only passes on what
   * it is told gives the one that it passes it to.
   */
  default ByteStage successor() {
    return this;
  }

  /**
   * The direction has ended; nothing follows.
   *
   * @param cause how
   * @param at the last frame that had a part in it
   */
  void onEnd(EndCause cause, Provenance at);
}
