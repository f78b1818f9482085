package dev.hopscope.report.text;

import java.util.Arrays;

/** One line that is drawn on by column. */
final class Canvas {
  private final String[] cells;
  private final Style[] styles;

  Canvas(int width) {
    cells = new String[width];
    styles = new Style[width];
    Arrays.fill(cells, " ");
    Arrays.fill(styles, Style.PLAIN);
  }

  /** Puts safe text at a column; what lies outside the line is dropped. */
  void put(int column, String text, Style style) {
    int at = column;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int width = Columns.of(character);
      String cell = Character.toString(character);
      if (width == 0 && at > 0 && at <= cells.length) {
        cells[at - 1] += cell;
      } else if (at >= 0 && at + width <= cells.length) {
        cells[at] = cell;
        styles[at] = style;
        if (width == 2) {
          cells[at + 1] = "";
          styles[at + 1] = style;
        }
      }
      at += width;
      i += Character.charCount(character);
    }
  }

  /** Puts text around a column. */
  void center(int column, String text, Style style) {
    put(column - Columns.of(text) / 2, text, style);
  }

  /** The drawn line. */
  StyledLine line() {
    StyledLine line = new StyledLine();
    int start = 0;
    for (int i = 1; i <= cells.length; i++) {
      if (i == cells.length || styles[i] != styles[start]) {
        line.add(String.join("", Arrays.copyOfRange(cells, start, i)), styles[start]);
        start = i;
      }
    }
    return line;
  }
}
