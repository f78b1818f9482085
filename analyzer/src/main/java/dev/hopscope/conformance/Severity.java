package dev.hopscope.conformance;

/** How grave a finding is. */
public enum Severity {
  /** The standard was broken. */
  ERROR("error"),
  /** Likely a mistake, or a doubt about the capture. */
  WARNING("warning"),
  /** Worth knowing. */
  NOTE("note");

  private final String id;

  Severity(String id) {
    this.id = id;
  }

  /** The name used in reports. */
  public String id() {
    return id;
  }
}
