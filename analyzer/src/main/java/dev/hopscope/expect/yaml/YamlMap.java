package dev.hopscope.expect.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the entries of a mapping by type. What is wrong goes to the problems; a value that is
 * absent or wrong is null, or an empty list.
 */
public final class YamlMap {
  private final YamlNode node;
  private final Map<String, YamlNode.Entry> entries;
  private final YamlProblems problems;

  private YamlMap(YamlNode node, Map<String, YamlNode.Entry> entries, YamlProblems problems) {
    this.node = node;
    this.entries = entries;
    this.problems = problems;
  }

  /**
   * A mapping with no other keys than these.
   *
   * @param what the thing it describes, for messages, such as {@code a client}
   */
  public static YamlMap of(
      YamlNode node, String what, Collection<String> keys, YamlProblems problems) {
    if (node.kind() != YamlNode.Kind.MAPPING) {
      problems.add(
          node, what + " is a mapping of " + String.join(", ", keys) + ", not " + words(node));
      return new YamlMap(node, Map.of(), problems);
    }
    for (YamlNode.Entry entry : node.entries().values()) {
      String key = entry.key().text();
      if (!keys.contains(key)) {
        problems.add(entry.key(), "unknown key \"" + key + "\" of " + what, key, keys);
      }
    }
    return new YamlMap(node, node.entries(), problems);
  }

  /** What a node is, for messages: {@code a list}, {@code the number 5}. */
  public static String words(YamlNode node) {
    return switch (node.kind()) {
      case TEXT -> "the text \"" + node.text() + "\"";
      case NUMBER -> "the number " + node.text();
      case BOOLEAN -> node.text();
      default -> node.kind().words();
    };
  }

  /** The mapping itself. */
  public YamlNode node() {
    return node;
  }

  /** Where problems go. */
  public YamlProblems problems() {
    return problems;
  }

  /** Whether there is a key. */
  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /** The value of a key, or null. */
  public YamlNode get(String key) {
    YamlNode.Entry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The value of a key as a mapping with no other keys than these, or null. */
  public YamlMap map(String key, String what, Collection<String> keys) {
    YamlNode value = get(key);
    return value == null ? null : of(value, what, keys, problems);
  }

  /** The items of a list; empty where the key is absent. */
  public List<YamlNode> list(String key) {
    YamlNode value = get(key);
    if (value == null) {
      return List.of();
    }
    if (value.kind() != YamlNode.Kind.LIST) {
      problems.add(value, "\"" + key + "\" is a list, not " + words(value));
      return List.of();
    }
    return value.items();
  }

  /** A value, or the items of a list of values; empty where the key is absent. */
  public List<YamlNode> oneOrMore(String key) {
    YamlNode value = get(key);
    if (value == null) {
      return List.of();
    }
    if (value.kind() == YamlNode.Kind.LIST) {
      if (value.items().isEmpty()) {
        problems.add(value, "\"" + key + "\" is an empty list: give one value or more");
      }
      return value.items();
    }
    return List.of(value);
  }

  /** A text, or null. */
  public String text(String key) {
    YamlNode value = get(key);
    return value == null ? null : text(value, "\"" + key + "\"", problems);
  }

  /** A text; that it is absent is a problem. */
  public String requiredText(String key) {
    require(key);
    return text(key);
  }

  /** Notes that a key is absent, if it is. */
  public void require(String key) {
    if (!has(key) && node.kind() == YamlNode.Kind.MAPPING) {
      problems.add(node, "\"" + key + "\" is missing");
    }
  }

  /** A node as a text, or null. */
  public static String text(YamlNode value, String what, YamlProblems problems) {
    if (value.kind() == YamlNode.Kind.TEXT) {
      return value.text();
    }
    boolean scalar = value.text() != null && !value.text().isEmpty();
    problems.add(
        value,
        what
            + " is text, not "
            + words(value)
            + (scalar ? ": put it in quotes, \"" + value.text() + "\"" : ""));
    return null;
  }

  /** True or false, or null. */
  public Boolean bool(String key) {
    YamlNode value = get(key);
    return value == null ? null : bool(value, "\"" + key + "\"", problems);
  }

  /** A node as true or false, or null. */
  public static Boolean bool(YamlNode value, String what, YamlProblems problems) {
    if (value.kind() == YamlNode.Kind.BOOLEAN) {
      return Character.toLowerCase(value.text().charAt(0)) == 't';
    }
    problems.add(value, what + " is true or false, not " + words(value));
    return null;
  }

  /** A whole number, or null. */
  public Long integer(String key, long least, long most) {
    YamlNode value = get(key);
    return value == null ? null : integer(value, "\"" + key + "\"", least, most, problems);
  }

  /** A node as a whole number, or null. */
  public static Long integer(
      YamlNode value, String what, long least, long most, YamlProblems problems) {
    boolean whole = value.kind() == YamlNode.Kind.NUMBER && value.text().matches("-?[0-9]{1,18}");
    long number = whole ? Long.parseLong(value.text()) : 0;
    if (whole && number >= least && number <= most) {
      return number;
    }
    String range = most == Long.MAX_VALUE ? least + " or more" : "from " + least + " to " + most;
    problems.add(value, what + " is a whole number, " + range + ", not " + words(value));
    return null;
  }

  /** One of several words, or null. */
  public String choice(String key, Collection<String> words) {
    YamlNode value = get(key);
    return value == null ? null : choice(value, "\"" + key + "\"", words, problems);
  }

  /** A node as one of several words, or null. */
  public static String choice(
      YamlNode value, String what, Collection<String> words, YamlProblems problems) {
    if (value.text() != null && words.contains(value.text())) {
      return value.text();
    }
    String given = value.text() == null ? "" : value.text();
    problems.add(value, what + " cannot be " + words(value), given, words);
    return null;
  }

  /** One or more of several words; empty where the key is absent. */
  public Set<String> choices(String key, Collection<String> words) {
    Set<String> chosen = new LinkedHashSet<>();
    for (YamlNode value : oneOrMore(key)) {
      String one = choice(value, "\"" + key + "\"", words, problems);
      if (one != null) {
        chosen.add(one);
      }
    }
    return chosen;
  }

  /** One text or more; empty where the key is absent. */
  public List<String> texts(String key) {
    List<String> all = new ArrayList<>();
    for (YamlNode value : oneOrMore(key)) {
      String one = text(value, "\"" + key + "\"", problems);
      if (one != null) {
        all.add(one);
      }
    }
    return all;
  }

  /** A duration with its unit, such as {@code 250 us}, in nanoseconds; or null. */
  public Long duration(String key) {
    YamlNode value = get(key);
    return value == null ? null : DurationText.read(value, "\"" + key + "\"", problems);
  }
}
