package dev.hopscope.connection;

import dev.hopscope.mqtt.PacketView;
import java.util.HashMap;
import java.util.Map;

/**
 * The topic aliases of one direction of one connection (MQTT 5.0, 3.3.2.3.4). At most 65,535, each
 * with a topic of at most 65,535 bytes; the sender is bounded by its peer's Topic Alias Maximum.
 */
final class TopicAliases {
  private final Map<Integer, String> topics = new HashMap<>();

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
    topics.put(alias, topic);
    return topic;
  }

  /** After a gap a binding may have been missed: none of the known ones can be trusted. */
  void forget() {
    topics.clear();
  }
}
