package dev.hopscope.cli;

import java.util.Locale;

/** The formats of a report. */
enum ReportFormat {
  TEXT,
  JSON,
  JSONL,
  MARKDOWN,
  MERMAID,
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
