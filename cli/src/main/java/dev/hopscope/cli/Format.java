package dev.hopscope.cli;

import java.util.Locale;

/** The formats of packets. */
enum Format {
  TEXT,
  JSON,
  JSONL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
