package dev.hopscope.expect.yaml;

import java.util.List;
import java.util.Map;

/**
 * A value in a document, and where it stands. Immutable.
 *
 * @param file the name of the document, for messages
 * @param line from 1
 * @param column from 1
 * @param text of a scalar; null for others
 * @param items of a list; empty for others
 * @param entries of a mapping, in the order of the document; empty for others
 */
public record YamlNode(
    String file,
    int line,
    int column,
    Kind kind,
    String text,
    List<YamlNode> items,
    Map<String, Entry> entries) {

  /** What a value is. */
  public enum Kind {
    /** Keys and values. */
    MAPPING("a mapping"),
    /** Values in a row. */
    LIST("a list"),
    /** Text, quoted or not to be taken for anything else. */
    TEXT("text"),
    /** A number. */
    NUMBER("a number"),
    /** True or false. */
    BOOLEAN("true or false"),
    /** Nothing. */
    NULL("nothing");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** What it is, for people. */
    public String words() {
      return words;
    }
  }

  /** A key of a mapping, as a node, and its value. */
  public record Entry(YamlNode key, YamlNode value) {}

  /** {@code FILE:LINE}. */
  public String place() {
    return file + ":" + line;
  }
}
