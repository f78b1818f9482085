package dev.hopscope.expect;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is expected of the connections of some clients.
 *
 * @param ordinal which connection of them, from 1 in the order of their start; 0 for all
 * @param count how many there are, or null
 * @param counted where {@code count} stands, or null
 */
record ConnectionGroup(
    ClientPattern client, int ordinal, Amount count, Place counted, List<Value> values) {

  /**
   * A value that each connection has.
   *
   * @param allowed in words
   * @param gaps how many gaps it may have; null where this is about {@code value}
   */
  record Value(
      Place place,
      Set<String> allowed,
      Amount gaps,
      Function<ReportModel.Connection, Object> value) {}

  static ConnectionGroup read(YamlNode node, YamlProblems problems) {
    return new Reader(YamlMap.of(node, "a group of connections", Keys.CONNECTION, problems)).read();
  }

  private static final class Reader {
    private final YamlMap map;
    private final List<Value> values = new ArrayList<>();
    private String title;

    Reader(YamlMap map) {
      this.map = map;
    }

    ConnectionGroup read() {
      ClientPattern client = ClientPattern.of(map.text("client"));
      Long ordinal = map.integer("connection", 1, 1_000_000);
      String name = map.text("name");
      String which = ordinal == null ? "connections of " : "connection " + ordinal + " of ";
      title = name == null ? which + client : name;
      Amount count = amount("connections");
      if (count != null && ordinal != null) {
        map.problems().add(map.get("connections"), "one connection has no number of connections");
      }
      words("version", Keys.VERSIONS, ReportModel.Connection::version);
      texts("transport", ReportModel.Connection::transport);
      words("end", Keys.ENDS, ReportModel.Connection::end);
      bool("cleanStart", ReportModel.Connection::cleanStart);
      bool("sessionPresent", ReportModel.Connection::sessionPresent);
      bool("bridge", ReportModel.Connection::bridge);
      Long keepAlive = map.integer("keepAlive", 0, 65_535);
      if (keepAlive != null) {
        allow("keepAlive", Set.of(keepAlive.toString()), ReportModel.Connection::keepAlive);
      }
      Amount gaps = amount("gaps");
      if (gaps != null) {
        values.add(
            new Value(
                place("gaps", gaps.toString()), Set.of(), gaps, ReportModel.Connection::gaps));
      }
      Place counted = count == null ? null : place("connections", count.toString());
      int which1 = ordinal == null ? 0 : ordinal.intValue();
      return new ConnectionGroup(client, which1, count, counted, List.copyOf(values));
    }

    private Amount amount(String key) {
      YamlNode value = map.get(key);
      return value == null ? null : Amount.read(value, "\"" + key + "\"", map.problems());
    }

    private void words(
        String key, List<String> words, Function<ReportModel.Connection, Object> value) {
      Set<String> allowed = map.choices(key, words);
      if (!allowed.isEmpty()) {
        allow(key, allowed, value);
      }
    }

    private void texts(String key, Function<ReportModel.Connection, Object> value) {
      Set<String> allowed = new LinkedHashSet<>(map.texts(key));
      if (!allowed.isEmpty()) {
        allow(key, allowed, value);
      }
    }

    private void bool(String key, Function<ReportModel.Connection, Object> value) {
      Boolean wanted = map.bool(key);
      if (wanted != null) {
        allow(key, Set.of(wanted.toString()), value);
      }
    }

    private void allow(
        String key, Set<String> allowed, Function<ReportModel.Connection, Object> value) {
      values.add(new Value(place(key, String.join(" or ", allowed)), allowed, null, value));
    }

    private Place place(String key, String expected) {
      return new Place(map.node().file(), map.get(key).line(), title, key, expected);
    }
  }
}
