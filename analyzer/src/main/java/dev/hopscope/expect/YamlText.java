package dev.hopscope.expect;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes YAML that this project's reader, and every other one, takes for the same texts. */
final class YamlText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_/.-]*");

  // what some readers take for something else
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none");

  private final StringBuilder out = new StringBuilder();

  /** A text as a scalar; in quotes, with escapes, where it could be taken for anything else. */
  static String scalar(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c >= 0x20 && c < 0x7f) {
        quoted.append(c);
      } else if (Character.isLetterOrDigit(c)) {
        quoted.append(c);
      } else {
        quoted.append(String.format("\\u%04X", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  /** One value as it is, several as a list; the values need no quotes. */
  static String oneOrMore(Collection<String> values) {
    return values.size() == 1 ? values.iterator().next() : "[" + String.join(", ", values) + "]";
  }

  YamlText line(int indent, String text) {
    out.append(" ".repeat(indent)).append(text).append('\n');
    return this;
  }

  YamlText comment(int indent, String text) {
    return line(indent, "# " + text);
  }

  YamlText blank() {
    out.append('\n');
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
