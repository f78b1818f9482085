package dev.hopscope.report.markdown;

import dev.hopscope.report.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Markdown of bounded length, block by block. */
public final class MarkdownText {
  /** What GitHub takes as the summary of a step: 1 MiB. */
  public static final int MOST_BYTES = 1 << 20;

  private static final int ROOM = 200; // for the note that something was left out
  private static final String AS_IS = " /,.=()-";

  private final StringBuilder out = new StringBuilder();
  private final int most;
  private int bytes;
  private boolean full;

  /**
   * Creates an empty text.
   *
   * @param most how many bytes of UTF-8 it may have
   */
  public MarkdownText(int most) {
    this.most = Math.max(0, most);
  }

  /** A text from a capture, cut at a length; it is shown as it is, whatever it holds. */
  public static String safe(String text, int length) {
    String escaped = SafeText.escape(text);
    boolean cut = escaped.codePointCount(0, escaped.length()) > length;
    String shown =
        cut ? escaped.substring(0, escaped.offsetByCodePoints(0, length - 1)) + "…" : escaped;
    StringBuilder out = new StringBuilder();
    shown
        .codePoints()
        .forEach(
            each -> {
              if (Character.isLetterOrDigit(each) || AS_IS.indexOf(each) >= 0) {
                out.appendCodePoint(each);
              } else {
                out.append("&#").append(each).append(';');
              }
            });
    // GitHub makes links of it
    return out.toString().replace("www.", "www&#46;");
  }

  /** Adds a block, with an empty line behind it, whole or not at all. */
  public void block(String text) {
    byte[] encoded = (text + "\n\n").getBytes(StandardCharsets.UTF_8);
    if (full || bytes + encoded.length + ROOM > most) {
      full = true;
      return;
    }
    bytes += encoded.length;
    out.append(text).append("\n\n");
  }

  /** Adds a diagram. */
  public void mermaid(String diagram) {
    if (!diagram.isEmpty()) {
      block("```mermaid\n" + diagram + "```");
    }
  }

  /** Adds a table, or as many of its rows as there is room for; the cells are Markdown. */
  public void table(List<String> head, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder(row(head));
    text.append(row(head.stream().map(each -> "---").toList()));
    int size = bytes + text.length() + ROOM;
    for (List<String> each : rows) {
      String row = row(each);
      size += row.getBytes(StandardCharsets.UTF_8).length;
      if (size + 2 > most) {
        block(text.toString().stripTrailing());
        full = true;
        return;
      }
      text.append(row);
    }
    block(text.toString().stripTrailing());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** Whether something was left out. */
  public boolean cut() {
    return full;
  }

  @Override
  public String toString() {
    String note = "*Cut here: the rest has no room in a summary.*\n";
    return full && most >= ROOM ? out + note : out.toString();
  }
}
