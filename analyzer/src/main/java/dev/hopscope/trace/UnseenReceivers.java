package dev.hopscope.trace;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sessions that receive topics by subscriptions that were never captured, and the recent messages
 * that such a receiver may turn out to get.
 */
final class UnseenReceivers {
  private record Place(Broker broker, String topic) {}

  private static final long SOON_NANOS = 1_000_000_000L;

  private final Map<Place, Set<Session>> receivers = new HashMap<>();
  private final Map<Place, Deque<Message>> recent = new HashMap<>();
  private final Deque<Message> byAge = new ArrayDeque<>();

  private final Limits limits;

  UnseenReceivers(Limits limits) {
    this.limits = limits;
  }

  void add(Session session, String topic) {
    receivers
        .computeIfAbsent(new Place(session.broker(), topic), key -> new LinkedHashSet<>())
        .add(session);
  }

  void remove(Session session) {
    for (String topic : session.unseenTopics()) {
      Place place = new Place(session.broker(), topic);
      Set<Session> sessions = receivers.get(place);
      if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
        receivers.remove(place);
      }
    }
  }

  List<Session> of(Broker broker, String topic) {
    Set<Session> found = receivers.isEmpty() ? null : receivers.get(new Place(broker, topic));
    return found == null ? List.of() : new ArrayList<>(found);
  }

  /** Keeps a message in sight where its broker may have receivers from before the capture. */
  void born(Message message, long now, long waitNanos) {
    if (!message.broker.hasUnknownPast()) {
      return;
    }
    recent
        .computeIfAbsent(new Place(message.broker, message.topic), key -> new ArrayDeque<>(2))
        .add(message);
    byAge.add(message);
    limits.add(Limit.RECENT_MESSAGES, Limits.weight(message.topic));
    while (!byAge.isEmpty() && byAge.peek().bornNanos + waitNanos < now) {
      forgetOldest();
    }
    while (limits.isOver(Limit.RECENT_MESSAGES)) {
      if (byAge.peek().bornNanos + SOON_NANOS > now) {
        limits.hit(Limit.RECENT_MESSAGES); // brokers pass older ones on long before
      }
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Message old = byAge.remove();
    limits.give(Limit.RECENT_MESSAGES, Limits.weight(old.topic));
    Place place = new Place(old.broker, old.topic);
    Deque<Message> messages = recent.get(place);
    messages.remove(old);
    if (messages.isEmpty()) {
      recent.remove(place);
    }
  }

  /** The recent messages of a topic. */
  List<Message> messages(Broker broker, String topic) {
    Deque<Message> found = recent.get(new Place(broker, topic));
    return found == null ? List.of() : new ArrayList<>(found);
  }
}
