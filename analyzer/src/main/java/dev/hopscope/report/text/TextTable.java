package dev.hopscope.report.text;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells in aligned columns; the first column gives way where the width is too small. */
public final class TextTable {
  private static final String BETWEEN = "  ";

  /** Text columns become no narrower than this before others are left out. */
  private static final int GOOD_WIDTH = 18;

  private static final int MIN_WIDTH = 10;
  private static final int MIN_COLUMNS = 3;

  private final Terminal terminal;
  private final int indent;
  private final List<String> header;
  private final boolean[] left;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Creates a table.
   *
   * @param indent columns left blank before each row
   * @param header a name that starts with {@code <} makes its column left-aligned
   */
  public TextTable(Terminal terminal, int indent, List<String> header) {
    this.terminal = terminal;
    this.indent = indent;
    this.left = new boolean[header.size()];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < left.length; i++) {
      left[i] = header.get(i).startsWith("<");
      names.add(left[i] ? header.get(i).substring(1) : header.get(i));
    }
    this.header = names;
  }

  /** Adds a row of safe texts, one a column. */
  public TextTable row(List<String> cells) {
    rows.add(cells);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  List<StyledLine> lines() {
    int[] widths = new int[left.length];
    fitTo(widths, header);
    rows.forEach(row -> fitTo(widths, row));
    int columns = shrink(widths);
    List<StyledLine> lines = new ArrayList<>();
    lines.add(line(header, widths, columns, Style.FAINT));
    rows.forEach(row -> lines.add(line(row, widths, columns, Style.PLAIN)));
    if (columns < widths.length) {
      String names = String.join(", ", header.subList(columns, widths.length));
      TextFlow flow = new TextFlow(terminal, new StyledLine().pad(indent), indent);
      flow.add("", "Not shown for lack of width: " + names + ".", Style.FAINT);
      lines.addAll(flow.lines());
    }
    return lines;
  }

  private static void fitTo(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], Columns.of(row.get(i)));
    }
  }

  /** Narrows left-aligned columns, leaves out columns from the right, narrows further. */
  private int shrink(int[] widths) {
    int over = indent - BETWEEN.length() - terminal.width();
    for (int width : widths) {
      over += width + BETWEEN.length();
    }
    over = narrow(widths, over, GOOD_WIDTH);
    int columns = widths.length;
    while (over > 0 && columns > MIN_COLUMNS) {
      columns--;
      over -= widths[columns] + BETWEEN.length();
    }
    narrow(widths, over, MIN_WIDTH);
    return columns;
  }

  /** Narrows left-aligned columns, the widest first; returns by how much the line is too long. */
  private int narrow(int[] widths, int excess, int least) {
    int over = excess;
    while (over > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        if (left[i] && widths[i] > least && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break;
      }
      widths[widest]--;
      over--;
    }
    return over;
  }

  private StyledLine line(List<String> row, int[] widths, int columns, Style style) {
    StyledLine line = new StyledLine().pad(indent);
    for (int i = 0; i < columns; i++) {
      String cell = terminal.cutMiddle(row.get(i), widths[i]);
      String blanks = " ".repeat(widths[i] - Columns.of(cell));
      line.add(i == 0 ? "" : BETWEEN).add(left[i] ? "" : blanks).add(cell, style);
      line.add(left[i] ? blanks : "");
    }
    return line;
  }
}
