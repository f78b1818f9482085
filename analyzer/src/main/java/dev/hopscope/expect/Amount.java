package dev.hopscope.expect;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many there may be: exactly so many, or a range. */
record Amount(long least, long most) {
  static final Amount NONE = new Amount(0, 0);
  static final Amount ANY = new Amount(0, Long.MAX_VALUE);

  private static final Pattern RANGE = Pattern.compile("([0-9]{0,18})\\.\\.([0-9]{0,18})");

  /** A node as an amount, or null: {@code 5}, {@code none}, {@code 2..4}, {@code 2..}. */
  static Amount read(YamlNode value, String what, YamlProblems problems) {
    String text = value.text() == null ? "" : value.text();
    if (value.kind() == YamlNode.Kind.NUMBER && text.matches("[0-9]{1,18}")) {
      long exactly = Long.parseLong(text);
      return new Amount(exactly, exactly);
    }
    Matcher range = RANGE.matcher(text);
    if (value.kind() == YamlNode.Kind.TEXT && text.equals("none")) {
      return NONE;
    }
    if (value.kind() == YamlNode.Kind.TEXT && text.length() > 2 && range.matches()) {
      long least = range.group(1).isEmpty() ? 0 : Long.parseLong(range.group(1));
      long most = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
      if (least <= most) {
        return new Amount(least, most);
      }
    }
    problems.add(
        value,
        what
            + " is a number, none, or a range such as 2..4, 2.. or ..4, not "
            + YamlMap.words(value));
    return null;
  }

  boolean contains(long count) {
    return least <= count && count <= most;
  }

  @Override
  public String toString() {
    if (most == 0) {
      return "none";
    }
    if (least == most) {
      return Long.toString(least);
    }
    return (least == 0 ? "" : least) + ".." + (most == Long.MAX_VALUE ? "" : most);
  }
}
