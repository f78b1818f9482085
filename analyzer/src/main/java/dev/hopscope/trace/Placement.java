package dev.hopscope.trace;

import dev.hopscope.qos.Content;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Interest;
import dev.hopscope.session.Receiver;
import dev.hopscope.session.Session;
import dev.hopscope.session.ShareGroup;
import dev.hopscope.session.Subscription;
import dev.hopscope.session.SubscriptionTree;
import java.util.ArrayList;
import java.util.List;

/** Finds the place of a delivery: a slot, a retained message, or what a bridge received. */
final class Placement {
  private final Slots slots;
  private final Traces traces;
  private final RetainedMessages retained;
  private final Bridges bridges;
  private final UnseenReceivers unseen;
  private final UnknownOrigins unknownOrigins;
  private final List<Group> found = new ArrayList<>(); // of one delivery, used again for the next

  Placement(
      Slots slots,
      Traces traces,
      RetainedMessages retained,
      Bridges bridges,
      UnseenReceivers unseen,
      UnknownOrigins unknownOrigins) {
    this.slots = slots;
    this.traces = traces;
    this.retained = retained;
    this.bridges = bridges;
    this.unseen = unseen;
    this.unknownOrigins = unknownOrigins;
  }

  /**
   * Places a delivery that bears RETAIN: the retained message that a SUBSCRIBE is owed, a live one
   * where Retain As Published keeps the flag, else one published before the capture.
   */
  void placeRetained(Delivery delivery, boolean severalBrokers, long now) {
    Content content = delivery.content();
    Session session = delivery.session();
    List<Subscription> matching = new ArrayList<>();
    boolean live = delivery.flow().exchange().connection().bridge();
    Message stored =
        content.topic() == null ? null : retained.of(session.broker(), content.topic());
    for (Subscription subscription : session.current()) {
      if (content.topic() == null
          || !SubscriptionTree.matches(subscription.filter(), content.topic())) {
        continue;
      }
      live |= subscription.retainAsPublished();
      boolean older = stored == null || stored.nanos <= subscription.fromNanos();
      if (older && subscription.takeRetained(content.topic())) {
        matching.add(subscription);
      }
    }
    boolean equal =
        stored != null && stored.samePayload(content.payloadLength(), content.payloadDigest());
    if (!matching.isEmpty() && equal) {
      delivery.linkTo(stored, matching, Via.RETAINED, "retained");
      if (stored.broker.mayHidePublishes(stored.nanos)) {
        delivery.tie(1);
      }
      traces.add(stored.trace, delivery);
    } else if (!live || !place(delivery, severalBrokers, now, true)) {
      List<Subscription> owed = matching.isEmpty() ? matching(delivery) : matching;
      unknownOrigins.add(delivery, Origin.UNKNOWN, Via.RETAINED, owed, "retained", now);
    }
  }

  /**
   * Places a delivery with an open message; false if it fits none yet.
   *
   * @param last whether its message cannot be still to come
   */
  boolean place(Delivery delivery, boolean severalBrokers, long now, boolean last) {
    List<Group> groups = groupsFor(delivery);
    if (slots.joins().join(groups, delivery, last)) {
      return true;
    }
    if (placeUnseen(delivery, now)) {
      return true;
    }
    Bridges.Source source = severalBrokers ? bridges.receivedFor(delivery) : null;
    if (source == null) {
      return false;
    }
    Broker broker = delivery.session().broker();
    Trace trace = source.message().trace;
    boolean known = trace.forwards().stream().anyMatch(forward -> forward.flow() == source.by());
    if (!known) {
      trace.passedOn(
          new Trace.Forward(
              source.by(), source.message().publishFlow, broker, delivery.content().topic()));
    }
    delivery.viaParent(source.by());
    delivery.linkTo(source.message(), matching(delivery), Via.LIVE, "bridge");
    if (source.rivals() > 0) {
      delivery.tie(source.rivals());
    }
    traces.add(trace, delivery);
    return true;
  }

  // the receiver subscribed before the capture, or on a connection that was not captured
  private boolean placeUnseen(Delivery delivery, long now) {
    Session session = delivery.session();
    String topic = delivery.content().topic();
    boolean mayBe = session.pastUnknown() || delivery.flow().exchange().connection().gaps() > 0;
    if (!mayBe || topic == null || !matching(delivery).isEmpty()) {
      return false;
    }
    if (!session.receivesUnseen(topic)) {
      return false;
    }
    unseen.add(session, topic);
    for (Message message : unseen.messages(session.broker(), topic)) {
      if (message.samePayload(
          delivery.content().payloadLength(), delivery.content().payloadDigest())) {
        slots.openUnseen(message, session, now);
        if (message.trace.closedBy() != null) {
          delivery.hasFreeRival(); // its trace was handed over before this receiver was known
        }
      }
    }
    return slots.joins().join(groupsFor(delivery), delivery, true);
  }

  /** The subscriptions of its receiver that its topic matches. */
  static List<Subscription> matching(Delivery delivery) {
    String topic = delivery.content().topic();
    List<Subscription> found = new ArrayList<>(2);
    if (topic != null) {
      for (Interest each : delivery.session().broker().subscriptions().interestIn(topic)) {
        for (Subscription subscription : each.subscriptions()) {
          if (subscription.session() == delivery.session()) {
            found.add(subscription);
          }
        }
      }
    }
    return found;
  }

  // good until the next call
  private List<Group> groupsFor(Delivery delivery) {
    Content content = delivery.content();
    Session session = delivery.session();
    found.clear();
    if (content.topic() == null) {
      for (Group group : slots.groups().of(session)) {
        if (group.samePayload(content.payloadLength(), content.payloadDigest())) {
          found.add(group);
        }
      }
      delivery.basis("payload-only");
      return found;
    }
    add(session, content);
    for (Subscription subscription : session.currentShared()) {
      ShareGroup shared = subscription.shareGroup();
      if (SubscriptionTree.matches(shared.filter(), content.topic())) {
        add(shared, content);
      }
    }
    return found;
  }

  private void add(Receiver receiver, Content content) {
    Group group = slots.groupOf(receiver, content);
    if (group != null) {
      found.add(group);
    }
  }
}
