package dev.hopscope.stream;

/** How one direction of a TCP connection ended. */
public enum EndCause {
  /** A FIN from this direction's sender, at its position. */
  FIN,
  /** A RST from this direction's sender. */
  RESET_SENT,
  /** A RST from the other side. */
  RESET_RECEIVED,
  /** The 4-tuple was used again by a new connection. */
  REPLACED,
  /** A limit on connections ended it. */
  LIMIT,
  /** The capture ended first. */
  CAPTURE_END
}
