package dev.hopscope.broker;

/** A broker that cannot start; the message says in one line what, where, and what to do. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whose fault it is. */
  public enum Kind {
    /** A setting cannot be, or a file that it names cannot be used. */
    SETTING,
    /** The machine refuses: a port is taken, a folder cannot be written. */
    PLACE
  }

  private final Kind kind;

  BrokerException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
