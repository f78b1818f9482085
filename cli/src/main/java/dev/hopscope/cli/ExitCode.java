package dev.hopscope.cli;

import java.util.List;

/** The exit codes, a contract with scripts. */
enum ExitCode {
  /** Done; findings are no failure. Also where the reader closes stdout. */
  OK(0),
  /** An expectation failed. */
  FAILED(1),
  /** Bad usage. */
  USAGE(2),
  /** An input cannot be read or is damaged. */
  INPUT(3),
  /** Capturing is not possible. */
  CAPTURE(4),
  /** The capture is too lossy to decide. */
  UNDECIDED(5),
  /** Output cannot be written. */
  OUTPUT(6),
  /** A bug in Hopscope. */
  BUG(70);

  private static final List<ExitCode> WORST_FIRST =
      List.of(BUG, USAGE, CAPTURE, INPUT, OUTPUT, FAILED, UNDECIDED, OK);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The exit code of a number that is one. */
  static ExitCode of(int code) {
    for (ExitCode one : values()) {
      if (one.code == code) {
        return one;
      }
    }
    throw new IllegalArgumentException("no exit code: " + code);
  }

  /** Of two, the one that counts. */
  ExitCode or(ExitCode other) {
    return WORST_FIRST.indexOf(this) <= WORST_FIRST.indexOf(other) ? this : other;
  }
}
