package dev.hopscope.net;

/** What became of a frame: a TCP segment, or the reason why there is none. */
public enum Outcome {
  /** The frame holds a TCP segment, and its view was filled. */
  TCP("tcp"),
  /** The frame's link layer carries something else than IP. */
  NOT_IP("not-ip"),
  /** An IP packet that carries something else than TCP. */
  NOT_TCP("not-tcp"),
  /**
   * A fragment of an IP packet that may carry TCP, and that this frame did not make whole; see
   * {@link SegmentDecoder#earlierFragments()}.
   */
  FRAGMENT("fragment"),
  /** The capture cut the frame inside a header. */
  TRUNCATED("truncated"),
  /** A header contradicts itself or the frame's length. */
  MALFORMED("malformed"),
  /** No decoder exists for the frame's link type. */
  UNSUPPORTED_LINK("unsupported-link");

  private final String id;

  Outcome(String id) {
    this.id = id;
  }

  /** The name in reports: the key in {@code skippedFrames}. */
  public String id() {
    return id;
  }

  /**
   * Whether the frame could be looked at; an input none of whose frames could be is not readable
   * (exit code 3), while one without TCP is merely one without TCP.
   */
  public boolean decodable() {
    return this != UNSUPPORTED_LINK;
  }
}
