package dev.hopscope.expect;

import java.util.Locale;

/** How much a file says that is written from a capture. */
public enum Level {
  /** Who gets what, how: good for a run with more or fewer messages. */
  SHAPE,
  /** How many of each, and generous limits of latency, too. */
  COUNTS,
  /** Every step of every message, too. */
  EXACT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
