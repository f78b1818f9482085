package dev.hopscope.report.html;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.json.ReportJson;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The report inside a page: the arrays of {@code --format json}, and {@code page} beside them.
 *
 * <p>It stands in a script element that no browser runs. A small report is JSON there, so that
 * whoever opens the file in an editor can read it; a larger one is gzip in base64, which is about a
 * tenth.
 */
record PageData(
    int schemaVersion,
    PageOptions page,
    List<ReportModel.Capture> captures,
    List<ReportModel.Broker> brokers,
    List<ReportModel.Connection> connections,
    List<ReportModel.Session> sessions,
    List<ReportModel.Flow> flows,
    List<ReportModel.Trace> traces,
    List<ReportModel.Finding> findings,
    List<ReportModel.Gap> gaps,
    ReportModel.Summary summary) {
  /** With more elements than this, it is compressed. */
  private static final int MOST_PLAIN = 500;

  private boolean compressed() {
    long elements =
        (long) connections.size()
            + sessions.size()
            + flows.size()
            + traces.size()
            + findings.size()
            + gaps.size();
    return elements > MOST_PLAIN;
  }

  /** How the text of {@link #write} is to be read: {@code json} or {@code gzip}. */
  String encoding() {
    return compressed() ? "gzip" : "json";
  }

  /** Writes text that neither ends the element that it stands in nor changes how HTML reads on. */
  void write(OutputStream out) throws IOException {
    if (!compressed()) {
      ReportJson.write(new ScriptText(out), this);
      return;
    }
    try (OutputStream base64 = Base64.getEncoder().wrap(new Unclosed(out));
        OutputStream gzip = new GZIPOutputStream(base64, 1 << 16)) {
      ReportJson.write(gzip, this);
    }
  }

  /** What is closed to end what is written into it, and stays open itself. */
  private static class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /**
   * JSON without a character that means something to HTML. In JSON these stand in strings only,
   * where an escape means the same.
   */
  private static final class ScriptText extends Unclosed {
    private static final byte[] LESS = "\\u003c".getBytes(US_ASCII);
    private static final byte[] GREATER = "\\u003e".getBytes(US_ASCII);
    private static final byte[] AND = "\\u0026".getBytes(US_ASCII);

    ScriptText(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      for (int i = offset; i < offset + length; i++) {
        byte[] escape = escape(bytes[i]);
        if (escape != null) {
          out.write(bytes, from, i - from);
          out.write(escape);
          from = i + 1;
        }
      }
      out.write(bytes, from, offset + length - from);
    }

    private static byte[] escape(byte one) {
      return switch (one) {
        case '<' -> LESS;
        case '>' -> GREATER;
        case '&' -> AND;
        default -> null;
      };
    }
  }
}
