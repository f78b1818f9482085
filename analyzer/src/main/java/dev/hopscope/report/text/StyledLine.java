package dev.hopscope.report.text;

import java.util.ArrayList;
import java.util.List;

/** One line of text in pieces, measured without its colours. Pieces are safe already. */
final class StyledLine {
  private record Piece(String text, Style style) {}

  private final List<Piece> pieces = new ArrayList<>();
  private int width;

  /** A line of one plain piece. */
  static StyledLine of(String text) {
    return new StyledLine().add(text, Style.PLAIN);
  }

  StyledLine add(String text) {
    return add(text, Style.PLAIN);
  }

  StyledLine add(String text, Style style) {
    if (!text.isEmpty()) {
      pieces.add(new Piece(text, style));
      width += Columns.of(text);
    }
    return this;
  }

  StyledLine add(StyledLine other) {
    pieces.addAll(other.pieces);
    width += other.width;
    return this;
  }

  /** Fills up with blanks to a column. */
  StyledLine pad(int column) {
    return width < column ? add(" ".repeat(column - width)) : this;
  }

  /** The line's start, with a mark at its end, in {@code columns}. */
  StyledLine cut(int columns, String mark) {
    StyledLine cut = new StyledLine();
    for (Piece piece : pieces) {
      int room = columns - Columns.of(mark) - cut.width;
      cut.add(Columns.start(piece.text(), room), piece.style());
    }
    return cut.add(mark, Style.FAINT);
  }

  int width() {
    return width;
  }

  /** The text as written to a terminal, without blanks at its end. */
  String render(boolean color) {
    StringBuilder plain = new StringBuilder();
    int last = pieces.size();
    while (last > 0 && pieces.get(last - 1).text().isBlank()) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      Piece piece = pieces.get(i);
      String text = i == last - 1 ? piece.text().stripTrailing() : piece.text();
      plain.append(color ? piece.style().paint(text) : text);
    }
    return plain.toString();
  }

  @Override
  public String toString() {
    return render(false);
  }
}
