package dev.hopscope.trace;

/** Where a message was born. */
public enum Origin {
  /** A client published it. */
  PUBLISH("publish"),
  /** It is a will. */
  WILL("will"),
  /** The broker made it: a {@code $SYS/} topic. */
  BROKER("broker"),
  /** It was published before the capture, or out of its sight. */
  UNKNOWN("unknown");

  private final String id;

  Origin(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
