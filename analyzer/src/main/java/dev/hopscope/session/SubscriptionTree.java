package dev.hopscope.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The subscriptions of one broker by topic filter, one node a level (MQTT 3.1.1 and 5.0, 4.7).
 * Finding the matches of a topic takes time by its levels, not by the number of subscriptions.
 */
public final class SubscriptionTree {
  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private final List<Subscription> here = new ArrayList<>(1);
    private Node single;
    private Node multi;

    private boolean isEmpty() {
      return children.isEmpty() && here.isEmpty() && single == null && multi == null;
    }
  }

  // deeper filters are compared one by one, so that no filter can exhaust the stack
  private static final int DEEPEST_NODE = 128;

  private final Node root = new Node();
  private final int id;
  private final RecentInterests recent;
  private long version;
  private final Map<Subscription, String[]> deep = new LinkedHashMap<>();

  /**
   * Adds a subscription under the filter that topics are matched with, without its share prefix.
   */
  void add(String filter, Subscription subscription) {
    version++;
    String[] levels = levels(filter);
    if (levels.length > DEEPEST_NODE) {
      deep.put(subscription, levels);
      return;
    }
    Node node = root;
    for (String level : levels) {
      node = descend(node, level);
    }
    node.here.add(subscription);
  }

  /** Removes a subscription from under a filter; nothing happens if it is not there. */
  void remove(String filter, Subscription subscription) {
    version++;
    String[] levels = levels(filter);
    if (levels.length > DEEPEST_NODE) {
      deep.remove(subscription);
      return;
    }
    remove(root, levels, 0, subscription);
  }

  /**
   * Creates an empty tree.
   *
   * @param id tells it apart from others that share {@code recent}
   */
  SubscriptionTree(int id, RecentInterests recent) {
    this.id = id;
    this.recent = recent;
  }

  int id() {
    return id;
  }

  /** Another number after each change. */
  long version() {
    return version;
  }

  /** Who is interested in a topic, each receiver once, with its subscriptions that match. */
  public List<Interest> interestIn(String topic) {
    return recent.in(this, topic);
  }

  List<Interest> findInterest(String topic) {
    Map<Receiver, List<Subscription>> byReceiver = new LinkedHashMap<>();
    match(
        topic,
        subscription ->
            byReceiver
                .computeIfAbsent(subscription.receiver(), any -> new ArrayList<>(1))
                .add(subscription));
    List<Interest> found = new ArrayList<>(byReceiver.size());
    byReceiver.forEach((receiver, own) -> found.add(new Interest(receiver, own)));
    return found;
  }

  /** Hands over every subscription whose filter matches the topic. */
  void match(String topic, Consumer<Subscription> found) {
    String[] levels = levels(topic);
    match(root, levels, 0, topic.startsWith("$"), found);
    deep.forEach(
        (subscription, filter) -> {
          if (matches(filter, levels)) {
            found.accept(subscription);
          }
        });
  }

  /** Whether a topic filter matches a topic name (4.7). */
  public static boolean matches(String filter, String topic) {
    return matches(levels(filter), levels(topic));
  }

  private static boolean matches(String[] filterLevels, String[] topicLevels) {
    // [MQTT-4.7.2-1]
    boolean wildcard = filterLevels[0].startsWith("#") || filterLevels[0].startsWith("+");
    if (topicLevels[0].startsWith("$") && wildcard) {
      return false;
    }
    for (int i = 0; i < filterLevels.length; i++) {
      if (filterLevels[i].equals("#")) {
        return true;
      }
      if (i == topicLevels.length
          || !filterLevels[i].equals("+") && !filterLevels[i].equals(topicLevels[i])) {
        return false;
      }
    }
    return filterLevels.length == topicLevels.length;
  }

  private static void match(
      Node node, String[] levels, int index, boolean dollar, Consumer<Subscription> found) {
    boolean wildcards = index > 0 || !dollar;
    if (node.multi != null && wildcards) {
      node.multi.here.forEach(found);
    }
    if (index == levels.length) {
      node.here.forEach(found);
      return;
    }
    if (node.single != null && wildcards) {
      match(node.single, levels, index + 1, dollar, found);
    }
    Node child = node.children.get(levels[index]);
    if (child != null) {
      match(child, levels, index + 1, dollar, found);
    }
  }

  private static Node descend(Node node, String level) {
    if (level.equals("+")) {
      node.single = node.single == null ? new Node() : node.single;
      return node.single;
    }
    if (level.equals("#")) {
      node.multi = node.multi == null ? new Node() : node.multi;
      return node.multi;
    }
    return node.children.computeIfAbsent(level, key -> new Node());
  }

  private static void remove(Node node, String[] levels, int index, Subscription subscription) {
    if (index == levels.length) {
      node.here.remove(subscription);
      return;
    }
    String level = levels[index];
    Node child =
        switch (level) {
          case "+" -> node.single;
          case "#" -> node.multi;
          default -> node.children.get(level);
        };
    if (child == null) {
      return;
    }
    remove(child, levels, index + 1, subscription);
    if (child.isEmpty()) {
      switch (level) {
        case "+" -> node.single = null;
        case "#" -> node.multi = null;
        default -> node.children.remove(level);
      }
    }
  }

  private static String[] levels(String topic) {
    return topic.split("/", -1);
  }
}
