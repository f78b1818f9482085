package dev.hopscope.report.text;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes lines in UTF-8 to a stream that it never closes; a failed write is thrown as {@link
 * UncheckedIOException}.
 */
public final class LineOutput {
  private final Writer out;
  private final boolean color;

  /** Creates an output that buffers until it is flushed. */
  public LineOutput(OutputStream out, boolean color) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.color = color;
  }

  void line(StyledLine line) {
    line(line.render(color));
  }

  /** Writes a safe text as a line. */
  public void line(String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void lines(List<StyledLine> lines) {
    lines.forEach(this::line);
  }

  /** Writes a table, its header first. */
  public void table(TextTable table) {
    lines(table.lines());
  }

  /** Hands all lines to the stream. */
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
