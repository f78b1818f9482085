package dev.hopscope.stream;

/** Why bytes of a stream are missing. */
public enum GapCause {
  /** The receiver acknowledged them: they were on the wire, and the capture lost them. */
  ACKED_UNSEEN("acked-unseen"),
  /** A limit of the out-of-order store forced the stream on. */
  LIMIT("limit"),
  /** The snap length cut them off. */
  SNAPLEN("snaplen"),
  /** Later bytes were captured, these never, and nobody acknowledged them. */
  NOT_CAPTURED("not-captured"),
  /** The capture began in the middle of the stream. */
  CAPTURE_START("capture-start"),
  /** The capture ended before they came. */
  CAPTURE_END("capture-end");

  private final String id;

  GapCause(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
