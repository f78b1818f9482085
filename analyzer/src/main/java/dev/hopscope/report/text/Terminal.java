package dev.hopscope.report.text;

/**
 * What text may be written to: how wide, in colour or not, and whether it shows Unicode.
 *
 * @param width in columns; no line is longer
 * @param color whether to use ANSI colours
 * @param unicode false keeps to ASCII: arrows are drawn with it, all else is escaped
 */
public record Terminal(int width, boolean color, boolean unicode) {
  /** Narrower is not drawn: lines take this width then. */
  public static final int MIN_WIDTH = 60;

  /** Checks the width. */
  public Terminal {
    width = Math.max(width, MIN_WIDTH);
  }

  /** The arrow between two names. */
  String arrow() {
    return unicode ? "→" : "->";
  }

  /** What marks text that was cut. */
  String ellipsis() {
    return unicode ? "…" : "...";
  }

  /** Captured text as it may be shown here. */
  public String safe(String text) {
    return SafeText.escape(text, unicode);
  }

  /** Safe text cut to {@code columns}. */
  String cut(String safe, int columns) {
    if (Columns.of(safe) <= columns) {
      return safe;
    }
    String mark = columns > ellipsis().length() ? ellipsis() : "";
    return Columns.start(safe, columns - mark.length()) + mark;
  }

  /** Safe text cut to {@code columns} in its middle: names differ at both ends. */
  String cutMiddle(String safe, int columns) {
    int all = Columns.of(safe);
    int room = columns - ellipsis().length();
    if (all <= columns || room < 2) {
      return cut(safe, columns);
    }
    String start = Columns.start(safe, (room + 1) / 2);
    return start + ellipsis() + Columns.end(safe, room - Columns.of(start));
  }

  /** Safe text cut to {@code columns} at its start: the end of an endpoint says more. */
  String cutStart(String safe, int columns) {
    int room = columns - ellipsis().length();
    return Columns.of(safe) <= columns || room < 2
        ? cut(safe, columns)
        : ellipsis() + Columns.end(safe, room);
  }
}
