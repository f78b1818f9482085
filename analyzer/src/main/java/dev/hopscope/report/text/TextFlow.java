package dev.hopscope.report.text;

import java.util.ArrayList;
import java.util.List;

/** Sets pieces into lines of a width: a piece that does not fit starts a new, indented line. */
final class TextFlow {
  private final Terminal terminal;
  private final List<StyledLine> lines = new ArrayList<>();
  private final int indent;
  private StyledLine line;
  private boolean fresh = true;

  /**
   * Starts with what stands on the first line already.
   *
   * @param indent of the lines after the first
   */
  TextFlow(Terminal terminal, StyledLine first, int indent) {
    this.terminal = terminal;
    this.line = first;
    this.indent = Math.min(indent, terminal.width() / 2);
  }

  /** Adds a piece, {@code separator} before it where it follows another on its line. */
  TextFlow add(String separator, String text, Style style) {
    if (text.isEmpty()) {
      return this;
    }
    boolean listed = separator.startsWith(",");
    // a comma may have to follow
    int needed = Columns.of(text) + (fresh ? 0 : separator.length()) + (listed ? 1 : 0);
    boolean fitsAlone = indent + Columns.of(text) <= terminal.width();
    if (line.width() + needed > terminal.width() && line.width() > indent && fitsAlone) {
      if (!fresh && listed && line.width() < terminal.width()) {
        line.add(",");
      }
      newLine();
    }
    if (!fresh) {
      line.add(separator);
    }
    addLong(text, style);
    fresh = false;
    return this;
  }

  /** Breaks what is longer than a line between characters. */
  private void addLong(String text, Style style) {
    String left = text;
    while (line.width() + Columns.of(left) > terminal.width()) {
      int room = terminal.width() - line.width();
      String fits = Columns.start(left, room);
      int blank = fits.lastIndexOf(' ');
      String start = blank > 0 ? fits.substring(0, blank) : fits;
      line.add(start, style);
      left = left.substring(start.length()).stripLeading();
      newLine();
    }
    line.add(left, style);
  }

  private void newLine() {
    lines.add(line);
    line = new StyledLine().pad(indent);
    fresh = true;
  }

  /** The lines so far. */
  List<StyledLine> lines() {
    List<StyledLine> all = new ArrayList<>(lines);
    all.add(line);
    return all;
  }
}
