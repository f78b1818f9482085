package dev.hopscope.connection;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.PacketView;
import java.util.HashMap;
import java.util.Map;

/**
 * The topic aliases of one direction of one connection (MQTT 5.0, 3.3.2.3.4); bounded over all
 * connections by {@link Limit#TOPIC_ALIAS_BYTES}.
 */
final class TopicAliases {
  private static final int BYTES_PER_ENTRY = 64;

  private final Limits limits;
  private final Map<Integer, String> topics = new HashMap<>();

  TopicAliases(Limits limits) {
    this.limits = limits;
  }

  /** The topic of a PUBLISH, after binding or looking up its alias; null if never bound. */
  String resolve(PacketView publish) {
    String topic = publish.topic();
    int alias = publish.topicAlias();
    if (topic == null) {
      return null;
    }
    if (alias == 0) {
      // an empty topic that is no fault stands for an alias, which a gap hides
      return topic.isEmpty() && !publish.notes().malformed() ? null : topic;
    }
    if (topic.isEmpty()) {
      return topics.get(alias);
    }
    bind(alias, topic);
    return topic;
  }

  private void bind(int alias, String topic) {
    String before = topics.remove(alias);
    if (before != null) {
      limits.give(Limit.TOPIC_ALIAS_BYTES, cost(before));
    }
    if (limits.take(Limit.TOPIC_ALIAS_BYTES, cost(topic))) {
      topics.put(alias, topic);
    }
  }

  private static long cost(String topic) {
    return BYTES_PER_ENTRY + 2L * topic.length();
  }

  /** After a gap a binding may have been missed: none of the known ones can be trusted. */
  void forget() {
    topics.values().forEach(topic -> limits.give(Limit.TOPIC_ALIAS_BYTES, cost(topic)));
    topics.clear();
  }
}
