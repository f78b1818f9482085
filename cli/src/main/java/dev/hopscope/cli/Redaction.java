package dev.hopscope.cli;

import dev.hopscope.report.filter.Redactor;
import java.security.SecureRandom;

/** Pseudonyms that hold for one run and cannot be undone after it. */
final class Redaction {
  private static final int KEY_BYTES = 32;

  private Redaction() {}

  static Redactor ofThisRun() {
    return new Redactor(key());
  }

  /** A key that nobody has seen. */
  static byte[] key() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
