package dev.hopscope.report.text;

/**
 * How many terminal columns text takes: 0 for combining marks, 2 for East Asian wide characters and
 * emoji (Unicode Standard Annex 11, "W" and "F"), else 1.
 */
final class Columns {
  /** Pairs of first and last code point that take two columns, ascending. */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
    0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
    0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
    0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
    0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
    0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff,
    0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18dff, 0x1aff0,
    0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200,
    0x1f265, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f7e0, 0x1f7eb, 0x1f900, 0x1faff, 0x20000,
    0x3fffd
  };

  private Columns() {}

  /** The columns of one code point. */
  static int of(int character) {
    if (character < 0x300) {
      return 1;
    }
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    int low = 0;
    int high = WIDE.length / 2 - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      if (character < WIDE[2 * middle]) {
        high = middle - 1;
      } else if (character > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return 2;
      }
    }
    return 1;
  }

  /** The columns of a text that has been made safe. */
  static int of(String text) {
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      columns += of(character);
      i += Character.charCount(character);
    }
    return columns;
  }

  /** The longest start of a text that takes at most {@code columns}. */
  static String start(String text, int columns) {
    int taken = 0;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      taken += of(character);
      if (taken > columns) {
        return text.substring(0, i);
      }
      i += Character.charCount(character);
    }
    return text;
  }

  /** The longest end of a text that takes at most {@code columns} and starts with a character. */
  static String end(String text, int columns) {
    int taken = 0;
    int start = text.length();
    for (int i = text.length(); i > 0; ) {
      int character = text.codePointBefore(i);
      i -= Character.charCount(character);
      taken += of(character);
      if (taken > columns) {
        break;
      }
      start = of(character) == 0 ? start : i;
    }
    return text.substring(start);
  }
}
