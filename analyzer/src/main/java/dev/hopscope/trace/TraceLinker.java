package dev.hopscope.trace;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.qos.Content;
import dev.hopscope.session.Broker;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Receiver;
import dev.hopscope.session.Session;
import dev.hopscope.session.SessionListener;
import dev.hopscope.session.ShareGroup;
import dev.hopscope.session.Subscription;
import dev.hopscope.session.SubscriptionTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds for every delivery the message that it carries: a message opens slots for its receivers
 * when it is born, a delivery takes one of the slots open for it.
 *
 * <p>Fed by the session stage in the order of the frames; {@link #onTime} lets capture time pass,
 * {@link #onCaptureEnd} decides what is left.
 */
public final class TraceLinker implements SessionListener {
  private static final String SYS = "$SYS/";
  private static final int HELD = 4096;
  private static final int MOVING = 16_384;

  private final LinkOptions options;
  private final LinkLimits limits = new LinkLimits();
  private final Traces traces;
  private final Slots slots;
  private final RetainedMessages retained;
  private final Bridges bridges;
  private final UnseenReceivers unseen = new UnseenReceivers();
  private final UnknownOrigins unknownOrigins;
  private final Deque<Message> moving = new ArrayDeque<>();
  private final Deque<Delivery> held = new ArrayDeque<>();
  private final Set<Integer> brokersSeen = new TreeSet<>();
  private long now = Long.MIN_VALUE;

  /** Creates a linker that knows nothing. */
  public TraceLinker(LinkOptions options, TraceListener listener) {
    this.options = options;
    this.traces = new Traces(options, limits, listener);
    this.slots = new Slots(options, limits, traces, this::unplaced, this::linked);
    this.retained = new RetainedMessages(options.maxQueued());
    this.bridges = new Bridges(options.waitNanos());
    this.unknownOrigins = new UnknownOrigins(options, traces);
  }

  /** How often each limit was hit, by its name in reports. */
  public Map<String, Long> limitHits() {
    Map<String, Long> all = new LinkedHashMap<>(limits.hits());
    if (retained.evicted() > 0) {
      all.put("retained-messages", retained.evicted());
    }
    if (bridges.forgotten() > 0) {
      all.put("bridged-messages", bridges.forgotten());
    }
    return all;
  }

  /**
   * Lets capture time pass, before what happens at that time is told.
   *
   * @param nanos the clock of the analysis, which never goes back
   */
  public void onTime(long nanos) {
    now = Math.max(now, nanos);
    while (!held.isEmpty() && held.peek().seenNanos() + options.holdNanos() < now) {
      giveUp(held.remove());
    }
    slots.onTime(now);
    traces.onTime(now);
    unknownOrigins.onTime(now);
    bridges.onTime(now);
    while (!moving.isEmpty() && !moving.peek().stillMoving(now, options.holdNanos())) {
      moving.remove();
    }
  }

  /** Decides and hands over everything that is left. */
  public void onCaptureEnd() {
    held.forEach(this::giveUp);
    held.clear();
    slots.resolveAll();
    traces.closeAll();
  }

  @Override
  public void onSession(Session session) {
    brokersSeen.add(session.broker().id());
  }

  @Override
  public void onPublished(Flow flow) {
    Content content = flow.exchange().content();
    Session publisher = flow.session();
    Message source = brokersSeen.size() > 1 ? bridges.passedOnBy(flow) : null;
    Trace trace;
    if (source == null) {
      trace =
          traces.begin(
              Origin.PUBLISH,
              content.topic(),
              content.payload(),
              content.payloadLength(),
              flow.exchange().qos(),
              content.retain(),
              flow,
              publisher);
    } else {
      trace = source.trace;
      trace
          .forwards()
          .add(new Trace.Forward(flow, source.publishFlow, publisher.broker(), content.topic()));
      traces.awaits(trace, flow);
    }
    Message message =
        new Message(
            trace,
            publisher.broker(),
            content.topic(),
            content.payloadLength(),
            content.payloadDigest(),
            version5(publisher) ? content.forwardedDigest() : 0,
            flow.firstNanos(),
            flow,
            publisher,
            flow.exchange().qos(),
            content.retain(),
            source == null ? 0 : source.depth + 1,
            now);
    flow.attach(message);
    born(message, content.payloadComplete());
  }

  @Override
  public void onWill(
      Session session, MqttConnection connection, MqttPacket.Will will, long earliestNanos) {
    Payload payload = will.payload();
    Trace trace =
        traces.begin(
            Origin.WILL,
            will.topic(),
            payload,
            payload.length(),
            will.qos(),
            will.retain(),
            null,
            session);
    Message message =
        new Message(
            trace,
            session.broker(),
            will.topic(),
            payload.length(),
            payload.digest(),
            0,
            earliestNanos,
            null,
            session,
            will.qos(),
            will.retain(),
            0,
            now);
    born(message, true);
  }

  private void born(Message message, boolean payloadKnown) {
    traces.add(message);
    moving.add(message);
    if (moving.size() > MOVING) {
      limits.hit("moving-messages");
      moving.remove();
    }
    if (payloadKnown) {
      if (message.topic != null) {
        openSlots(message);
      }
      retained.born(message);
      if (brokersSeen.size() > 1) {
        bridges.born(message);
        traces.lingerFor(message.trace, now);
      }
      retryHeld(message);
    }
    traces.closeIfDone(message.trace);
  }

  private void openSlots(Message message) {
    Map<Receiver, Slot> made = new HashMap<>(4);
    message
        .broker
        .subscriptions()
        .match(
            message.topic,
            subscription -> {
              if (message.wantedBy(subscription)) {
                made.computeIfAbsent(
                        subscription.receiver(), receiver -> slots.make(message, receiver))
                    .add(subscription);
              }
            });
    made.values().forEach(slot -> slots.open(slot, now));
    for (Session session : unseen.of(message.broker, message.topic)) {
      if (!made.containsKey(session)) {
        slots.openUnseen(message, session, now);
      }
    }
    unseen.born(message, now, options.waitNanos());
  }

  private void retryHeld(Message message) {
    for (Delivery delivery : List.copyOf(held)) {
      boolean same =
          delivery.session().broker() == message.broker
              && message.samePayload(
                  delivery.content().payloadLength(), delivery.content().payloadDigest());
      if (same && place(delivery)) {
        held.remove(delivery);
      }
    }
  }

  @Override
  public void onDelivered(Flow flow) {
    Delivery delivery = new Delivery(flow, now);
    flow.attach(delivery);
    Content content = flow.exchange().content();
    if (content.topic() != null && content.topic().startsWith(SYS)) {
      unknownOrigins.add(delivery, Origin.BROKER, Via.LIVE, "sys-topic", now);
    } else if (!content.payloadComplete()) {
      unknownOrigins.add(delivery, Origin.UNKNOWN, Via.LIVE, "payload-not-captured", now);
    } else if (!(content.retain() && placeRetained(delivery)) && !place(delivery)) {
      held.add(delivery);
      if (held.size() > HELD) {
        limits.hit("held-deliveries");
        giveUp(held.remove());
      }
    }
  }

  private boolean placeRetained(Delivery delivery) {
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
      traces.add(stored.trace, delivery);
      return true;
    }
    if (live && place(delivery)) {
      return true;
    }
    unknownOrigins.add(delivery, Origin.UNKNOWN, Via.RETAINED, "retained", now);
    return true;
  }

  private boolean place(Delivery delivery) {
    List<Group> groups = groupsFor(delivery);
    if (slots.joins().join(groups, delivery)) {
      return true;
    }
    if (placeUnseen(delivery)) {
      return true;
    }
    Bridges.Source source = brokersSeen.size() > 1 ? bridges.receivedFor(delivery) : null;
    if (source == null) {
      return false;
    }
    Broker broker = delivery.session().broker();
    Trace trace = source.message().trace;
    boolean known = trace.forwards().stream().anyMatch(forward -> forward.flow() == source.by());
    if (!known) {
      trace
          .forwards()
          .add(
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
  private boolean placeUnseen(Delivery delivery) {
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
      }
    }
    return slots.joins().join(groupsFor(delivery), delivery);
  }

  private static List<Subscription> matching(Delivery delivery) {
    String topic = delivery.content().topic();
    List<Subscription> found = new ArrayList<>(2);
    if (topic != null) {
      delivery
          .session()
          .broker()
          .subscriptions()
          .match(
              topic,
              subscription -> {
                if (subscription.session() == delivery.session()) {
                  found.add(subscription);
                }
              });
    }
    return found;
  }

  private List<Group> groupsFor(Delivery delivery) {
    Content content = delivery.content();
    Session session = delivery.session();
    List<Group> found = new ArrayList<>(1);
    if (content.topic() == null) {
      for (Group group : slots.groups().of(session)) {
        if (group.key.payloadLength() == content.payloadLength()
            && group.key.payloadDigest() == content.payloadDigest()) {
          found.add(group);
        }
      }
      delivery.basis("payload-only");
      return found;
    }
    add(found, session, Slots.key(session, content));
    for (Subscription subscription : session.current()) {
      ShareGroup shared = subscription.shareGroup();
      if (shared != null && SubscriptionTree.matches(shared.filter(), content.topic())) {
        add(found, shared, Slots.key(shared, content));
      }
    }
    return found;
  }

  private void add(List<Group> found, Receiver receiver, MessageKey key) {
    Group group = slots.groups().get(receiver, key);
    if (group != null) {
      found.add(group);
    }
  }

  private void giveUp(Delivery delivery) {
    if (!place(delivery)) {
      unplaced(delivery);
    }
  }

  private void unplaced(Delivery delivery) {
    unknownOrigins.add(delivery, Origin.UNKNOWN, Via.LIVE, "none", now);
  }

  private void linked(Delivery delivery) {
    bridges.delivered(delivery.message(), delivery);
  }

  @Override
  public void onFlowEnded(Flow flow) {
    if (flow.attachment() instanceof Message message) {
      traces.flowEnded(message.trace);
    } else if (flow.attachment() instanceof Delivery delivery) {
      traces.flowEnded(delivery);
    }
  }

  @Override
  public void onSubscribed(Subscription subscription, long nanos) {
    for (Message message : moving) {
      boolean concerned =
          message.topic != null
              && message.broker == subscription.session().broker()
              && message.trace.closedBy() == null
              && message.stillMoving(now, options.holdNanos())
              && message.wantedBy(subscription)
              && SubscriptionTree.matches(Slots.matched(subscription), message.topic);
      if (concerned) {
        slots.openLate(message, subscription, now);
      }
    }
  }

  @Override
  public void onUnsubscribing(Subscription subscription, long nanos) {
    slots.relax(subscription, now);
  }

  @Override
  public void onUnsubscribed(Subscription subscription, long nanos) {
    slots.relax(subscription, now);
  }

  @Override
  public void onConnected(Session session, long nanos) {
    slots.reconnected(session, now);
  }

  @Override
  public void onDisconnected(Session session, long nanos) {
    slots.disconnected(session);
  }

  @Override
  public void onSessionEnded(Session session, long nanos) {
    slots.sessionEnded(session);
    unseen.remove(session);
  }

  private static boolean version5(Session session) {
    MqttConnection connection = session.connection();
    return connection != null && connection.version() == MqttVersion.V5_0;
  }
}
