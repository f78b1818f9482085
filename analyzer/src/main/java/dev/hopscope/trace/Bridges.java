package dev.hopscope.trace;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.qos.Content;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the message that a bridge passes on from one broker to another, by what is equal on both
 * sides; topics may be renamed on the way. Works only where a capture holds several brokers.
 */
final class Bridges {
  private static final int DEEPEST = 8;
  private static final int SHORTEST_WITHOUT_TOPIC = 4;
  private static final int LOOKED_AT = 256;

  private record PayloadKey(int length, long digest) {}

  /** A message in sight of bridges, with where it was passed on already and who received it. */
  static final class Seen {
    final Message message;
    final Set<Session> passedOnBy = new HashSet<>();
    final List<Flow> toBridges = new ArrayList<>(1);
    final List<Session> receivers = new ArrayList<>(2);

    Seen(Message message) {
      this.message = message;
    }
  }

  /**
   * A message and the flow by which it came to the next broker.
   *
   * @param by the delivery flow to the bridge, or null where the bridge's own publish flow did it
   * @param rivals how many other messages it could be
   */
  record Source(Message message, Flow by, int rivals) {}

  private final long waitNanos;
  private final Map<PayloadKey, Deque<Seen>> byPayload = new HashMap<>();
  private final Deque<Seen> byAge = new ArrayDeque<>();
  private final Limits limits;

  Bridges(long waitNanos, Limits limits) {
    this.limits = limits;
    this.waitNanos = waitNanos;
  }

  /** Keeps a message in sight. */
  void born(Message message) {
    Seen seen = new Seen(message);
    message.sight = seen;
    byPayload
        .computeIfAbsent(
            new PayloadKey(message.payloadLength, message.payloadDigest),
            key -> new ArrayDeque<>(1))
        .add(seen);
    byAge.add(seen);
    limits.add(Limit.BRIDGED_MESSAGES, Limits.weight(message.topic));
    while (limits.isOver(Limit.BRIDGED_MESSAGES)) {
      limits.hit(Limit.BRIDGED_MESSAGES);
      forgetOldest();
    }
  }

  /** Takes notice that a message was delivered to a session, which may be a bridge. */
  void delivered(Message message, Delivery delivery) {
    Seen seen = message.sight;
    if (seen == null) {
      return;
    }
    seen.receivers.add(delivery.session());
    if (delivery.flow().exchange().connection().bridge()) {
      seen.toBridges.add(delivery.flow());
    }
  }

  /** The message that a publish flow passes on, or null if it is a message of its own. */
  Message passedOnBy(Flow publish) {
    Content content = publish.exchange().content();
    Session client = publish.session();
    for (Seen seen : latest(content.payloadLength(), content.payloadDigest())) {
      Message message = seen.message;
      if (message.broker != client.broker()
          && message.depth < DEEPEST
          && mayBeRenamed(message, content)
          && !seen.passedOnBy.contains(client)
          && bridges(seen, publish.exchange().connection(), client)) {
        seen.passedOnBy.add(client);
        return message;
      }
    }
    return null;
  }

  /** The message of another broker that a bridge had delivered to it, and passes on by delivery. */
  Source receivedFor(Delivery delivery) {
    Broker broker = delivery.session().broker();
    Message newest = null;
    Flow by = null;
    int found = 0;
    for (Seen seen :
        latest(delivery.content().payloadLength(), delivery.content().payloadDigest())) {
      Message message = seen.message;
      if (message.broker == broker || !mayBeRenamed(message, delivery.content())) {
        continue;
      }
      for (Flow flow : seen.toBridges) {
        MqttConnection bridge = flow.exchange().connection();
        if (Broker.isLoopback(bridge.client()) || broker.ownsAddress(bridge.client())) {
          newest = newest == null ? message : newest;
          by = by == null ? flow : by;
          found++;
        }
      }
    }
    return newest == null ? null : new Source(newest, by, found - 1);
  }

  void onTime(long nanos) {
    while (!byAge.isEmpty() && byAge.peek().message.bornNanos + waitNanos < nanos) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    Seen old = byAge.remove();
    limits.give(Limit.BRIDGED_MESSAGES, Limits.weight(old.message.topic));
    PayloadKey key = new PayloadKey(old.message.payloadLength, old.message.payloadDigest);
    Deque<Seen> equal = byPayload.get(key);
    equal.remove(old);
    if (equal.isEmpty()) {
      byPayload.remove(key);
    }
  }

  // the latest first, as many as are worth looking at
  private List<Seen> latest(int length, long digest) {
    Deque<Seen> equal = byPayload.get(new PayloadKey(length, digest));
    if (equal == null) {
      return List.of();
    }
    List<Seen> latest = new ArrayList<>();
    Iterator<Seen> backwards = equal.descendingIterator();
    while (backwards.hasNext() && latest.size() < LOOKED_AT) {
      latest.add(backwards.next());
    }
    return latest;
  }

  private static boolean mayBeRenamed(Message message, Content content) {
    return content.payloadLength() >= SHORTEST_WITHOUT_TOPIC
        || message.topic != null && message.topic.equals(content.topic());
  }

  // loopback addresses are everybody's; there only the bridge bit or the ClientID tells
  private static boolean bridges(Seen seen, MqttConnection connection, Session client) {
    if (connection.bridge()
        && (Broker.isLoopback(connection.client())
            || seen.message.broker.ownsAddress(connection.client()))) {
      return true;
    }
    if (seen.message.broker.ownsAddress(connection.client())) {
      return true;
    }
    for (Session receiver : seen.receivers) {
      boolean sameId = client.clientId() != null && client.clientId().equals(receiver.clientId());
      if (sameId || sameHost(connection, receiver)) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameHost(MqttConnection connection, Session receiver) {
    MqttConnection other = receiver.connection();
    return other != null
        && !Broker.isLoopback(connection.client())
        && other.client().addressText().equals(connection.client().addressText());
  }
}
