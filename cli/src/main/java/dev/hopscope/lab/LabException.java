package dev.hopscope.lab;

/** Why the lab or one of its experiments cannot go on: one line for a user. */
public final class LabException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why. */
  public LabException(String message) {
    super(message);
  }

  /** Why, and what it comes from. */
  public LabException(String message, Throwable cause) {
    super(message, cause);
  }
}
