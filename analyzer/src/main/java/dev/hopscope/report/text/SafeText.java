package dev.hopscope.report.text;

/** Captured text made fit for a terminal: nothing in it can move the cursor or break a column. */
public final class SafeText {
  private SafeText() {}

  /**
   * Escapes what does not print as itself: control and format characters (bidirectional ones
   * included), lone surrogates, and the backslash that marks an escape.
   *
   * @param text null gives the empty string
   */
  public static String escape(String text) {
    return escape(text, true);
  }

  /**
   * Escapes as {@link #escape(String)}.
   *
   * @param unicode false escapes all that is not ASCII as well
   */
  public static String escape(String text, boolean unicode) {
    if (text == null) {
      return "";
    }
    if (plain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      // a mark needs a character of its own to stand on
      boolean stray = i == 0 && Columns.of(character) == 0;
      append(out, character, stray || !unicode && character >= 0x80);
      i += Character.charCount(character);
    }
    return out.toString();
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder out, int character, boolean force) {
    if (character == '\\') {
      out.append("\\\\");
    } else if (character == '\n') {
      out.append("\\n");
    } else if (character == '\r') {
      out.append("\\r");
    } else if (character == '\t') {
      out.append("\\t");
    } else if (force || unsafe(character)) {
      String hex = Integer.toHexString(character);
      if (character < 0x100) {
        out.append(character < 0x10 ? "\\x0" : "\\x").append(hex);
      } else {
        out.append("\\u{").append(hex).append('}');
      }
    } else {
      out.appendCodePoint(character);
    }
  }

  /** Whether a code point does not print as itself, wherever it stands. */
  public static boolean unsafe(int character) {
    if (character >= 0x20 && character < 0x7f) {
      return false;
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // variation selectors and conjoining jamo change the width of what is before them
      default ->
          character >= 0xfe00 && character <= 0xfe0f || character >= 0x1160 && character <= 0x11ff;
    };
  }
}
