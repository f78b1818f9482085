package dev.hopscope.expect;

import dev.hopscope.expect.yaml.InvalidYamlException;
import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.expect.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** What a report should say. Immutable, and good for any number of runs; made by reading YAML. */
public final class Expectations {
  /** The version of the language. */
  public static final int VERSION = 1;

  private final List<MessageGroup> messages;
  private final List<Timeline> timelines;
  private final List<ConnectionGroup> connections;
  private final List<SessionGroup> sessions;
  private final FindingState.Expected findings;
  private final Totals summary;
  private final Totals capture;

  private Expectations(YamlMap map) {
    YamlProblems problems = map.problems();
    Long version = map.integer("version", VERSION, VERSION);
    messages = all(map, "messages", MessageReader::read);
    timelines = all(map, "timelines", Timeline::read);
    connections = all(map, "connections", ConnectionGroup::read);
    sessions = all(map, "sessions", SessionGroup::read);
    findings =
        map.has("findings") ? FindingState.Expected.read(map.get("findings"), problems) : null;
    summary =
        map.has("summary")
            ? Totals.read(map.get("summary"), "summary", Keys.SUMMARY, problems)
            : null;
    capture =
        map.has("capture")
            ? Totals.read(map.get("capture"), "capture", Keys.CAPTURE, problems)
            : null;
    boolean only = map.node().entries().size() == (version == null ? 0 : 1);
    if (only && map.node().kind() == YamlNode.Kind.MAPPING) {
      problems.add(map.node(), "nothing is expected: add messages, for example");
    }
  }

  /**
   * Reads a file of expectations.
   *
   * @param file its name, for messages
   * @throws InvalidYamlException where it is not what it should be; it tells all that is wrong
   */
  public static Expectations read(String file, String text) {
    YamlNode root = YamlReader.read(file, text);
    YamlProblems problems = new YamlProblems();
    Expectations expectations = read(root, problems);
    problems.check();
    return expectations;
  }

  /**
   * Reads expectations that are a part of a document: a mapping with the keys of a file.
   *
   * @param problems where problems go; where there is any, what is returned is of no use
   */
  public static Expectations read(YamlNode node, YamlProblems problems) {
    return new Expectations(YamlMap.of(node, "expectations", Keys.FILE, problems));
  }

  private static <T> List<T> all(
      YamlMap map, String key, BiFunction<YamlNode, YamlProblems, T> read) {
    List<T> all = new ArrayList<>();
    for (YamlNode node : map.list(key)) {
      all.add(read.apply(node, map.problems()));
    }
    return List.copyOf(all);
  }

  List<MessageGroup> messages() {
    return messages;
  }

  List<Timeline> timelines() {
    return timelines;
  }

  List<ConnectionGroup> connections() {
    return connections;
  }

  List<SessionGroup> sessions() {
    return sessions;
  }

  /** Null where nothing is said of findings. */
  FindingState.Expected findings() {
    return findings;
  }

  /** Null where nothing is said of totals. */
  Totals summary() {
    return summary;
  }

  /** Null where nothing is said of the capture. */
  Totals capture() {
    return capture;
  }
}
