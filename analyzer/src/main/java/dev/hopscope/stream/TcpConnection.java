package dev.hopscope.stream;

import java.util.List;

/**
 * What the stream stage knows of one TCP connection; a 4-tuple used again is a new one.
 *
 * <p>Side 0 sent the SYN, or, where none was captured, the first segment. The object lives as long
 * as the connection and belongs to the thread of the reassembler.
 */
public interface TcpConnection {
  /** The capture it was first seen in, from 1; it may go on in later ones of the same point. */
  int capture();

  /**
   * Its number in the order of first segments over all captures, from 0. Reading the same inputs
   * again with the same limits gives each connection its number again.
   */
  int number();

  /** The capture point that it was seen at, from 1. */
  int point();

  /**
   * Its index as Wireshark counts {@code tcp.stream}: from 0, per capture point. Where that is a
   * ring, Wireshark counts so in its files joined by mergecap.
   */
  int tcpStream();

  /** The end that side 0 or 1 stands for. */
  Endpoint endpoint(int side);

  /** Whether a SYN was captured, so that side 0 is known to have opened the connection. */
  boolean synSeen();

  /** Capture time of its first segment, nanoseconds since 1970-01-01T00:00:00Z. */
  long firstTimeNanos();

  /** Capture time of its latest segment. */
  long lastTimeNanos();

  /**
   * The TCP round trip taken from the handshake in nanoseconds, or -1 where it was not captured.
   */
  long roundTripNanos();

  /**
   * Whether a side has sent bytes that were not captured so far, as its later ones or the other
   * side's acknowledgement show. They may still come, or be declared lost: until then what the
   * other side sends meanwhile overtakes them.
   */
  boolean awaitsBytes(int side);

  /** The stream position up to which a side's bytes were handed on, or declared lost. */
  long passed(int side);

  /** Segments that repeated bytes already seen; duplicate frames and keep-alive probes excluded. */
  long retransmittedSegments();

  /** Frames that the capture holds twice. */
  long duplicateFrames();

  /** The other captures that hold this very connection too; a live list. */
  List<Integer> twinCaptures();

  /** Frames of it in {@link #twinCaptures()}; what they hold is ignored. */
  long twinFrames();

  /** Segments that overlapped bytes still held, with different content. */
  long overlapConflicts();
}
