package dev.hopscope.cli;

import java.util.Locale;

/** The forms of a report. */
enum ReportFormat {
  TEXT,
  JSON,
  JSONL,
  HTML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
