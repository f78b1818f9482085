package dev.hopscope.trace;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.qos.Content;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Session;
import dev.hopscope.session.Subscription;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages known by their deliveries only; equal deliveries of about one time share one. */
final class UnknownOrigins {
  private record Key(Broker broker, Origin origin, Via via, MessageKey message) {}

  private static final class Shared {
    final Message message;
    final Set<Session> receivers = new HashSet<>();
    final Key key;

    Shared(Message message, Key key) {
      this.message = message;
      this.key = key;
    }
  }

  private final LinkOptions options;
  private final Limits limits;
  private final Traces traces;
  private final Map<Key, Shared> open = new HashMap<>();
  private final AgeQueue<Shared> byAge = new AgeQueue<>(shared -> open.get(shared.key) == shared);

  UnknownOrigins(LinkOptions options, Limits limits, Traces traces) {
    this.options = options;
    this.limits = limits;
    this.traces = traces;
  }

  void add(Delivery delivery, Origin origin, Via via, String basis, long now) {
    add(delivery, origin, via, Placement.matching(delivery), basis, now);
  }

  void add(
      Delivery delivery,
      Origin origin,
      Via via,
      List<Subscription> subscriptions,
      String basis,
      long now) {
    Content content = delivery.content();
    Broker broker = delivery.session().broker();
    // a digest of an incomplete payload equals nothing
    long digest = content.payloadComplete() ? content.payloadDigest() : delivery.flow().id();
    MessageKey messageKey = new MessageKey(content.topic(), content.payloadLength(), digest);
    Key key = new Key(broker, origin, via, messageKey);
    Shared shared = open.get(key);
    if (shared == null || !shared.receivers.add(delivery.session())) {
      shared = begin(delivery, origin, digest, key, now);
    }
    delivery.linkTo(shared.message, subscriptions, via, basis);
    traces.add(shared.message.trace, delivery);
  }

  private Shared begin(Delivery delivery, Origin origin, long digest, Key key, long now) {
    Content content = delivery.content();
    Trace trace =
        traces.begin(
            origin,
            content.topic(),
            content.payload(),
            content.payloadLength(),
            -1,
            content.retain(),
            null,
            null);
    Message message =
        new Message(
            trace,
            key.broker(),
            content.topic(),
            content.payloadLength(),
            digest,
            0,
            delivery.nanos(),
            null,
            null,
            -1,
            content.retain(),
            0,
            now);
    Shared shared = new Shared(message, key);
    shared.receivers.add(delivery.session());
    if (open.put(key, shared) == null) {
      limits.add(Limit.UNKNOWN_ORIGINS, Limits.weight(content.topic()));
    }
    byAge.add(shared, now + options.lingerNanos());
    while (limits.isOver(Limit.UNKNOWN_ORIGINS)) {
      limits.hit(Limit.UNKNOWN_ORIGINS);
      forget(byAge.takeOldest());
    }
    traces.lingerFor(trace, now);
    return shared;
  }

  void onTime(long now) {
    for (Shared due = byAge.takeDue(now); due != null; due = byAge.takeDue(now)) {
      forget(due);
    }
  }

  private void forget(Shared shared) {
    if (open.remove(shared.key, shared)) {
      limits.give(Limit.UNKNOWN_ORIGINS, Limits.weight(shared.message.topic));
    }
  }
}
