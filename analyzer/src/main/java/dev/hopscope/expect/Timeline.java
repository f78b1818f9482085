package dev.hopscope.expect;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import java.util.ArrayList;
import java.util.List;

/**
 * The exact steps of a message.
 *
 * @param message the ordinal of the message in its selection, from 1; 0 for every message
 * @param inAll whether the steps of different hops are in order too, not only those of a hop
 */
record Timeline(Place place, Selection selection, int message, boolean inAll, List<Step> steps) {

  /** The most steps' worth of messages that a file can mean. */
  private static final int LAST_MESSAGE = 1_000_000;

  /**
   * One step.
   *
   * @param client the ClientID of the hop, or null where it is not known
   * @param copy which delivery of the message to that client, from 1
   * @param qos of a PUBLISH, or null for any
   * @param dup of a PUBLISH, or null for any
   * @param reasonCode or null for any
   */
  record Step(
      String hop,
      String client,
      int copy,
      String type,
      Integer qos,
      Boolean dup,
      Integer reasonCode) {

    boolean sameHop(Step other) {
      return hop.equals(other.hop)
          && copy == other.copy
          && (client == null ? other.client == null : client.equals(other.client));
    }

    /** {@code PUBLISH QoS 2 DUP}. */
    String words() {
      StringBuilder words = new StringBuilder(type);
      if (qos != null) {
        words.append(" QoS ").append(qos);
      }
      if (Boolean.TRUE.equals(dup)) {
        words.append(" DUP");
      }
      return reasonCode == null || reasonCode == 0
          ? words.toString()
          : words + " reason code " + reasonCode;
    }
  }

  static Timeline read(YamlNode node, YamlProblems problems) {
    YamlMap map = YamlMap.of(node, "a timeline", Keys.TIMELINE, problems);
    Selection selection = Selection.read(map);
    Long message = map.integer("message", 1, LAST_MESSAGE);
    String name = map.text("name");
    String order = map.choice("order", Keys.ORDERS);
    map.require("steps");
    List<Step> steps = new ArrayList<>();
    for (YamlNode each : map.list("steps")) {
      Step step = step(each, problems);
      if (step != null) {
        steps.add(step);
      }
    }
    if (steps.isEmpty() && map.has("steps")) {
      problems.add(map.get("steps"), "\"steps\" has none: a timeline has at least one");
    }
    String nth = message == null ? "every message of " : "message " + message + " of ";
    String title = name == null ? nth + selection.title() : name;
    String words = steps.size() == 1 ? "exactly 1 step" : "exactly " + steps.size() + " steps";
    Place place = new Place(node.file(), node.line(), title, "timeline", words);
    return new Timeline(
        place,
        selection,
        message == null ? 0 : message.intValue(),
        "all".equals(order),
        List.copyOf(steps));
  }

  private static Step step(YamlNode node, YamlProblems problems) {
    YamlMap map = YamlMap.of(node, "a step", Keys.STEP, problems);
    map.require("hop");
    map.require("type");
    String hop = map.choice("hop", Keys.HOPS);
    String type = map.choice("type", Keys.STEP_TYPES);
    Long copy = map.integer("copy", 1, 1_000_000);
    Long qos = map.integer("qos", 0, 2);
    Boolean dup = map.bool("dup");
    if (type != null && !type.equals("PUBLISH") && (qos != null || dup != null)) {
      problems.add(node, "only a PUBLISH has qos and dup");
    }
    Long code = map.integer("reasonCode", 0, 255);
    String client = map.text("client");
    return hop == null || type == null
        ? null
        : new Step(
            hop,
            client,
            copy == null ? 1 : copy.intValue(),
            type,
            qos == null ? null : qos.intValue(),
            dup,
            code == null ? null : code.intValue());
  }
}
