package dev.hopscope.trace;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.session.Broker;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The retained message of each topic of each broker, as its publications tell (3.3.1.3). */
final class RetainedMessages {
  private record Place(Broker broker, String topic) {}

  private final Limits limits;
  private final Map<Place, Message> messages = new LinkedHashMap<>();

  RetainedMessages(Limits limits) {
    this.limits = limits;
  }

  /** Takes notice of a message: one with RETAIN replaces the one before, or removes it if empty. */
  void born(Message message) {
    if (!message.retain || message.topic == null) {
      return;
    }
    Place place = new Place(message.broker, message.topic);
    if (messages.remove(place) != null) {
      limits.give(Limit.RETAINED_MESSAGES, Limits.weight(message.topic));
    }
    if (message.payloadLength == 0) {
      return; // [MQTT-3.3.1-10], 5.0: [MQTT-3.3.1-6]
    }
    messages.put(place, message);
    limits.add(Limit.RETAINED_MESSAGES, Limits.weight(message.topic));
    while (limits.isOver(Limit.RETAINED_MESSAGES)) {
      limits.hit(Limit.RETAINED_MESSAGES);
      Iterator<Place> oldest = messages.keySet().iterator();
      limits.give(Limit.RETAINED_MESSAGES, Limits.weight(oldest.next().topic()));
      oldest.remove();
    }
  }

  /** The retained message of a topic, or null if none was seen published. */
  Message of(Broker broker, String topic) {
    return messages.get(new Place(broker, topic));
  }
}
