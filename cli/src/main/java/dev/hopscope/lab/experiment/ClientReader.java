package dev.hopscope.lab.experiment;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.lab.client.ClientSettings;
import dev.hopscope.lab.client.ClientSettings.Version;
import dev.hopscope.lab.client.Will;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Reads the clients of an experiment. */
final class ClientReader {
  static final List<String> KEYS =
      List.of(
          "version",
          "clientId",
          "cleanSession",
          "sessionExpiry",
          "keepAlive",
          "will",
          "broker",
          "bridge");
  static final List<String> WILL = List.of("topic", "payload", "qos", "retain");
  static final List<String> BRIDGE = List.of("to", "filter", "qos");
  private static final List<String> VERSIONS =
      Arrays.stream(Version.values()).map(Version::toString).toList();
  private static final long MOST_KEEP_ALIVE = 65_535;
  private static final long DEFAULT_KEEP_ALIVE = 60;
  private static final long DEFAULT_EXPIRY_SECONDS = 300;

  private final Collection<String> brokers;
  private final YamlProblems problems;

  ClientReader(Collection<String> brokers, YamlProblems problems) {
    this.brokers = brokers;
    this.problems = problems;
  }

  /** The clients by name; none where the node is null or wrong. */
  Map<String, ClientPlan> read(YamlNode node) {
    Map<String, ClientPlan> clients = new LinkedHashMap<>();
    if (node == null) {
      return clients;
    }
    if (node.kind() != YamlNode.Kind.MAPPING || node.entries().isEmpty()) {
      problems.add(node, "\"clients\" is a mapping of names, not " + YamlMap.words(node));
      return clients;
    }
    node.entries().forEach((name, entry) -> clients.put(name, client(name, entry.value())));
    return clients;
  }

  private ClientPlan client(String name, YamlNode node) {
    YamlMap client = YamlMap.of(node, "a client", KEYS, problems);
    String version = orElse(versionOf(client), Version.V3_1_1.toString());
    boolean clean = orElse(client.bool("cleanSession"), true);
    Long expiry = client.duration("sessionExpiry");
    if (expiry != null && !version.equals(Version.V5_0.toString())) {
      problems.add(
          client.get("sessionExpiry"),
          "\"sessionExpiry\" is MQTT 5.0's: before, a session is kept where cleanSession is false");
    }
    long kept = clean ? 0 : DEFAULT_EXPIRY_SECONDS;
    Will will = will(client.map("will", "a will", WILL));
    ClientSettings settings =
        new ClientSettings(
            name,
            orElse(client.text("clientId"), name),
            Version.values()[VERSIONS.indexOf(version)],
            clean,
            expiry == null ? kept : TimeUnit.NANOSECONDS.toSeconds(expiry),
            orElse(client.integer("keepAlive", 0, MOST_KEEP_ALIVE), DEFAULT_KEEP_ALIVE).intValue(),
            will);
    String broker = orElse(client.choice("broker", brokers), brokers.iterator().next());
    return new ClientPlan(settings, broker, bridge(client.map("bridge", "a bridge", BRIDGE)));
  }

  /** 3.1 and 5.0 are numbers where nobody has put them in quotes. */
  private static String versionOf(YamlMap client) {
    return client.choice("version", VERSIONS);
  }

  private static Will will(YamlMap will) {
    if (will == null) {
      return null;
    }
    return new Will(
        orElse(will.requiredText("topic"), ""),
        orElse(will.text("payload"), ""),
        orElse(will.integer("qos", 0, 2), 0L).intValue(),
        orElse(will.bool("retain"), false));
  }

  private ClientPlan.Bridge bridge(YamlMap bridge) {
    if (bridge == null) {
      return null;
    }
    bridge.require("to");
    return new ClientPlan.Bridge(
        orElse(bridge.choice("to", brokers), brokers.iterator().next()),
        orElse(bridge.requiredText("filter"), "#"),
        orElse(bridge.integer("qos", 0, 2), 0L).intValue());
  }

  private static <T> T orElse(T value, T other) {
    return value == null ? other : value;
  }
}
