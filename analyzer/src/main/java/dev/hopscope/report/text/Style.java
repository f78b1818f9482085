package dev.hopscope.report.text;

/** What a piece of text means; colours follow from it. */
enum Style {
  /** Nothing special. */
  PLAIN(""),
  /** A heading. */
  STRONG("\u001b[1m"),
  /** Frame and detail. */
  FAINT("\u001b[2m"),
  /** A message on its way. */
  PUBLISH("\u001b[36m"),
  /** As it should be. */
  GOOD("\u001b[32m"),
  /** Worth a look. */
  WARN("\u001b[33m"),
  /** Went wrong. */
  BAD("\u001b[31m");

  private static final String RESET = "\u001b[0m";
  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style's colour. */
  String paint(String text) {
    return code.isEmpty() || text.isBlank() ? text : code + text + RESET;
  }
}
