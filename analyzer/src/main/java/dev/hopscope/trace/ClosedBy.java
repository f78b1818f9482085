package dev.hopscope.trace;

/** Why a trace was closed. */
public enum ClosedBy {
  /** Its publish flow ended and every delivery that was owed was seen. */
  COMPLETE("complete"),
  /** The time to wait was over. */
  DEADLINE("deadline"),
  /** A limit forced it. */
  LIMIT("limit"),
  /** The capture ended. */
  END("end");

  private final String id;

  ClosedBy(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
