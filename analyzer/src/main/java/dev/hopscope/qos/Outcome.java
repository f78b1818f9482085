package dev.hopscope.qos;

/** How a flow ended. */
public enum Outcome {
  /** Its last step was seen. */
  COMPLETE("complete"),
  /** The capture ended first. */
  OPEN("open"),
  /** The session ended first, or PUBREL or PUBCOMP was answered 0x92. */
  ABANDONED("abandoned"),
  /** PUBACK or PUBREC bore a reason code of 0x80 or more. */
  REFUSED("refused"),
  /** A loss of the capture hides the answer. */
  UNKNOWN("unknown");

  private final String id;

  Outcome(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
