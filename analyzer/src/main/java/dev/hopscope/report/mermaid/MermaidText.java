package dev.hopscope.report.mermaid;

import dev.hopscope.report.text.SafeText;
import java.util.regex.Pattern;

/** Texts for Mermaid, which has no quotes: what is no letter or digit becomes an entity. */
final class MermaidText {
  private static final String AS_IS = " /_.,()+-";
  private static final Pattern KEYWORD = Pattern.compile("(?i)\\be(?=nd\\b)");

  private MermaidText() {}

  /** A text, cut at a length in characters. */
  static String of(String text, int most) {
    String safe = SafeText.escape(text);
    boolean cut = safe.codePointCount(0, safe.length()) > most;
    String shown = cut ? safe.substring(0, safe.offsetByCodePoints(0, most - 1)) + "…" : safe;
    StringBuilder out = new StringBuilder();
    shown.codePoints().forEach(each -> append(out, each));
    // the word ends a block, wherever it stands; 101 and 69 are its first letter
    return KEYWORD.matcher(out).replaceAll(found -> "#" + (int) found.group().charAt(0) + ";");
  }

  private static void append(StringBuilder out, int character) {
    boolean plain =
        character < 0x80 && (Character.isLetterOrDigit(character) || AS_IS.indexOf(character) >= 0);
    if (plain) {
      out.append((char) character);
    } else {
      out.append('#').append(character).append(';');
    }
  }
}
