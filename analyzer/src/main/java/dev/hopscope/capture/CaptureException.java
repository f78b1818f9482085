package dev.hopscope.capture;

import java.io.IOException;

/** An input that cannot be read or is damaged; the message says what, where, and what to do. */
public final class CaptureException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception with a message fit for a user. */
  public CaptureException(String message) {
    super(message);
  }

  /** Creates an exception with a message fit for a user and the failure beneath it. */
  public CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
