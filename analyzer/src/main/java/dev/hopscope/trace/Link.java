package dev.hopscope.trace;

/** How sure it is that a delivery carries the message of its trace. */
public enum Link {
  /** It could have been no other message. */
  SOLE("sole"),
  /** It could have been others, but the standard's ordering leaves one choice. */
  ORDERED("ordered"),
  /** Others are as good; the likeliest was taken. */
  TIE("tie");

  private final String id;

  Link(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
