package dev.hopscope.lab.experiment;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cases of an experiment, and putting their values where the document names them. */
final class Cases {
  /** The key of a case's name. */
  static final String NAME = "case";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

  private Cases() {}

  /** The cases of a document: one with nothing to put in where it names none. */
  static List<Map<String, YamlNode>> of(YamlMap document) {
    List<Map<String, YamlNode>> all = new ArrayList<>();
    YamlProblems problems = document.problems();
    for (YamlNode each : document.list("cases")) {
      Map<String, YamlNode> values = new LinkedHashMap<>();
      if (each.kind() != YamlNode.Kind.MAPPING) {
        problems.add(
            each, "a case is a mapping of case and its values, not " + YamlMap.words(each));
        continue;
      }
      each.entries().forEach((key, entry) -> values.put(key, entry.value()));
      values.forEach(
          (key, value) -> {
            if (value.text() == null) {
              problems.add(value, "\"" + key + "\" is a single value, not " + YamlMap.words(value));
            }
          });
      if (!values.containsKey(NAME)) {
        problems.add(each, "\"" + NAME + "\" is missing: the case's name");
      }
      all.add(values);
    }
    return all.isEmpty() ? List.of(Map.of()) : all;
  }

  /** A document with a case's values; a scalar that is nothing but a name gets the value's kind. */
  static YamlNode put(YamlNode node, Map<String, YamlNode> values, YamlProblems problems) {
    switch (node.kind()) {
      case MAPPING -> {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        node.entries()
            .forEach(
                (key, entry) ->
                    entries.put(
                        key,
                        new YamlNode.Entry(entry.key(), put(entry.value(), values, problems))));
        return copy(node, node.kind(), node.text(), node.items(), entries);
      }
      case LIST -> {
        List<YamlNode> items =
            node.items().stream().map(item -> put(item, values, problems)).toList();
        return copy(node, node.kind(), node.text(), items, node.entries());
      }
      case TEXT -> {
        return text(node, values, problems);
      }
      default -> {
        return node;
      }
    }
  }

  private static YamlNode text(YamlNode node, Map<String, YamlNode> values, YamlProblems problems) {
    Matcher found = REFERENCE.matcher(node.text());
    StringBuilder text = new StringBuilder();
    YamlNode.Kind kind = node.kind();
    while (found.find()) {
      YamlNode value = values.get(found.group(1));
      if (value == null) {
        problems.add(
            node,
            "no case has a value \"" + found.group(1) + "\"",
            found.group(1),
            values.isEmpty() ? List.of("cases:") : values.keySet());
        return node;
      }
      if (found.group().equals(node.text())) {
        kind = value.kind();
      }
      found.appendReplacement(text, Matcher.quoteReplacement(value.text()));
    }
    found.appendTail(text);
    return copy(node, kind, text.toString(), node.items(), node.entries());
  }

  private static YamlNode copy(
      YamlNode node,
      YamlNode.Kind kind,
      String text,
      List<YamlNode> items,
      Map<String, YamlNode.Entry> entries) {
    return new YamlNode(node.file(), node.line(), node.column(), kind, text, items, entries);
  }
}
