package dev.hopscope.expect;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import java.util.ArrayList;
import java.util.List;

/**
 * What is expected of the sessions of some clients; what is null is not asked.
 *
 * @param sessions how many there are
 * @param connections how many each has
 * @param subscriptions of each, exactly these
 */
record SessionGroup(
    YamlMap map,
    String title,
    ClientPattern client,
    Amount sessions,
    Amount connections,
    Boolean clientIdAssigned,
    List<Subscription> subscriptions) {

  /** A subscription; what is null is not asked. */
  record Subscription(
      String filter, Integer grantedQos, String shareGroup, Integer identifier, Boolean ended) {}

  static SessionGroup read(YamlNode node, YamlProblems problems) {
    YamlMap map = YamlMap.of(node, "a group of sessions", Keys.SESSION, problems);
    ClientPattern client = ClientPattern.of(map.text("client"));
    String name = map.text("name");
    return new SessionGroup(
        map,
        name == null ? "sessions of " + client : name,
        client,
        amount(map, "sessions"),
        amount(map, "connections"),
        map.bool("clientIdAssigned"),
        map.has("subscriptions") ? subscriptions(map) : null);
  }

  private static Amount amount(YamlMap map, String key) {
    YamlNode value = map.get(key);
    return value == null ? null : Amount.read(value, "\"" + key + "\"", map.problems());
  }

  private static List<Subscription> subscriptions(YamlMap map) {
    YamlNode value = map.get("subscriptions");
    if (value.text() != null && value.text().equals("none")) {
      return List.of();
    }
    List<Subscription> all = new ArrayList<>();
    for (YamlNode each : map.list("subscriptions")) {
      YamlMap one = YamlMap.of(each, "a subscription", Keys.SUBSCRIPTION, map.problems());
      String filter = one.requiredText("filter");
      Long qos = one.integer("grantedQos", 0, 2);
      Long identifier = one.integer("identifier", 1, 268_435_455);
      all.add(
          new Subscription(
              filter == null ? "" : filter,
              qos == null ? null : qos.intValue(),
              one.text("shareGroup"),
              identifier == null ? null : identifier.intValue(),
              one.bool("ended")));
    }
    return all;
  }

  Place place(String key, String expected) {
    return new Place(map.node().file(), map.get(key).line(), title, key, expected);
  }
}
