package dev.hopscope.capture.live;

/** Capturing is not possible, or not as asked; the message is one line for a user. */
public final class LiveException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for those who can add what helps. */
  public enum Reason {
    /** No libpcap is installed. */
    NO_LIBRARY,
    /** The process may not capture. */
    NOT_PERMITTED,
    /** There is no interface of that name. */
    NO_SUCH_INTERFACE,
    /** libpcap does not understand the filter. */
    BAD_FILTER,
    /** The capture file cannot be written. */
    OUTPUT,
    /** Privileges could not be given up. */
    PRIVILEGES,
    /** Anything else that libpcap says. */
    OTHER
  }

  private final Reason reason;

  LiveException(Reason reason, String message) {
    this(reason, message, null);
  }

  LiveException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
