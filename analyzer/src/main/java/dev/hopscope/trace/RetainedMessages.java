package dev.hopscope.trace;

import dev.hopscope.session.Broker;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The retained message of each topic of each broker, as its publications tell (3.3.1.3). */
final class RetainedMessages {
  private final int limit;
  private final Map<Broker, Map<String, Message>> byBroker = new HashMap<>();
  private long evicted;

  RetainedMessages(int limit) {
    this.limit = limit;
  }

  /** Takes notice of a message: one with RETAIN replaces the one before, or removes it if empty. */
  void born(Message message) {
    if (!message.retain || message.topic == null) {
      return;
    }
    Map<String, Message> topics =
        byBroker.computeIfAbsent(message.broker, key -> new LinkedHashMap<>());
    topics.remove(message.topic);
    if (message.payloadLength == 0) {
      return; // [MQTT-3.3.1-10], 5.0: [MQTT-3.3.1-6]
    }
    if (topics.size() >= limit) {
      topics.remove(topics.keySet().iterator().next());
      evicted++;
    }
    topics.put(message.topic, message);
  }

  /** The retained message of a topic, or null if none was seen published. */
  Message of(Broker broker, String topic) {
    Map<String, Message> topics = byBroker.get(broker);
    return topics == null ? null : topics.get(topic);
  }

  /** How many were forgotten because of the limit. */
  long evicted() {
    return evicted;
  }
}
