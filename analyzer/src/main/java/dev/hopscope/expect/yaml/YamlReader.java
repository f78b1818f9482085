package dev.hopscope.expect.yaml;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Reads one document. */
public final class YamlReader {
  private static final int DEEPEST = 64;
  private static final int MOST_CHARACTERS = 64 << 20;

  // YAML 1.2.2, section 10.3.2; what a plain scalar is
  private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  private final String file;
  private final Parser parser;
  private final YamlProblems problems = new YamlProblems();

  private YamlReader(String file, String text) {
    this.file = file;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /**
   * Reads a document.
   *
   * @param file its name, for messages
   * @throws InvalidYamlException where it is no YAML, or more than this reader takes
   * @throws IOException where reading failed
   */
  public static YamlNode read(String file, Reader in) throws IOException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[1 << 14];
    for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
      text.append(buffer, 0, got);
      if (text.length() > MOST_CHARACTERS) {
        throw failure(file, 1, "is longer than 64 Mi characters");
      }
    }
    return read(file, text.toString());
  }

  /**
   * Reads a document.
   *
   * @param file its name, for messages
   * @throws InvalidYamlException where it is no YAML, or more than this reader takes
   */
  public static YamlNode read(String file, String text) {
    try {
      YamlReader reader = new YamlReader(file, text);
      YamlNode root = reader.document();
      reader.problems.check();
      return root;
    } catch (ReaderException e) {
      int line = (int) text.codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      throw failure(file, line, String.format("the character U+%04X cannot be", e.getCodePoint()));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      String problem = e.getProblem() == null ? e.getContext() : e.getProblem();
      throw failure(file, mark == null ? 1 : mark.getLine() + 1, "no YAML: " + problem);
    }
  }

  private static InvalidYamlException failure(String file, int line, String what) {
    return new InvalidYamlException(List.of(file + ":" + line + ": " + what));
  }

  private YamlNode document() {
    parser.getEvent(); // the stream's start
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return new YamlNode(file, 1, 1, YamlNode.Kind.NULL, "", List.of(), Map.of());
    }
    parser.getEvent(); // the document's start
    YamlNode root = node(0);
    parser.getEvent(); // the document's end
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      Mark second = parser.peekEvent().getStartMark();
      problems.add(file, second.getLine() + 1, 1, "a second document begins: give one");
      problems.check();
    }
    return root;
  }

  private YamlNode node(int depth) {
    Event event = parser.getEvent();
    Mark mark = event.getStartMark();
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    if (depth > DEEPEST) {
      problems.add(file, line, column, "nested more than " + DEEPEST + " deep");
      problems.check();
    }
    refuse((NodeEvent) event, line, column);
    if (event instanceof ScalarEvent scalar) {
      return new YamlNode(file, line, column, kind(scalar), scalar.getValue(), List.of(), Map.of());
    }
    if (event.is(Event.ID.SequenceStart)) {
      List<YamlNode> items = new ArrayList<>();
      while (!parser.checkEvent(Event.ID.SequenceEnd)) {
        items.add(node(depth + 1));
      }
      parser.getEvent();
      List<YamlNode> all = Collections.unmodifiableList(items);
      return new YamlNode(file, line, column, YamlNode.Kind.LIST, null, all, Map.of());
    }
    return mapping(line, column, depth);
  }

  private YamlNode mapping(int line, int column, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      YamlNode key = node(depth + 1);
      YamlNode value = node(depth + 1);
      if (key.text() == null) {
        problems.add(key, "a key is text");
        continue;
      }
      YamlNode.Entry before = entries.putIfAbsent(key.text(), new YamlNode.Entry(key, value));
      if (before != null) {
        problems.add(
            key, "\"" + key.text() + "\" stands in line " + before.key().line() + " already");
      }
    }
    parser.getEvent();
    Map<String, YamlNode.Entry> all = Collections.unmodifiableMap(entries);
    return new YamlNode(file, line, column, YamlNode.Kind.MAPPING, null, List.of(), all);
  }

  private void refuse(NodeEvent event, int line, int column) {
    if (event instanceof AliasEvent) {
      problems.add(file, line, column, "an alias (*" + event.getAnchor() + "): write it out");
      problems.check();
    }
    if (event.getAnchor() != null) {
      problems.add(file, line, column, "an anchor (&" + event.getAnchor() + "): leave it out");
    }
    String tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof org.yaml.snakeyaml.events.CollectionStartEvent start
                ? start.getTag()
                : null;
    if (tag != null) {
      problems.add(file, line, column, "a tag (" + tag + "): leave it out");
    }
  }

  private static YamlNode.Kind kind(ScalarEvent scalar) {
    if (scalar.getScalarStyle() != DumperOptions.ScalarStyle.PLAIN) {
      return YamlNode.Kind.TEXT;
    }
    String text = scalar.getValue();
    if (NULL.matcher(text).matches()) {
      return YamlNode.Kind.NULL;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return YamlNode.Kind.BOOLEAN;
    }
    return NUMBER.matcher(text).matches() ? YamlNode.Kind.NUMBER : YamlNode.Kind.TEXT;
  }
}
