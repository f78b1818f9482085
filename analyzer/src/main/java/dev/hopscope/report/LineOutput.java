package dev.hopscope.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes lines in UTF-8; a failed write is thrown as {@link UncheckedIOException}. */
final class LineOutput {
  private final Writer out;
  private final boolean color;

  LineOutput(OutputStream out, boolean color) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    this.color = color;
  }

  void line(StyledLine line) {
    line(line.render(color));
  }

  void line(String line) {
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

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
