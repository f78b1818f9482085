package dev.hopscope.trace;

/** By which way a broker came to deliver. */
public enum Via {
  /** On to a subscriber at once. */
  LIVE("live"),
  /** A retained message, for a new subscription. */
  RETAINED("retained"),
  /** Kept for a session that had no connection. */
  QUEUED("queued");

  private final String id;

  Via(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
