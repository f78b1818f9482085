package dev.hopscope.trace;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.Payload;
import dev.hopscope.qos.Content;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Interest;
import dev.hopscope.session.Session;
import dev.hopscope.session.SessionListener;
import dev.hopscope.session.Subscription;
import dev.hopscope.session.SubscriptionTree;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Finds for every delivery the message that it carries: a message opens slots for its receivers
 * when it is born, a delivery takes one of the slots open for it.
 *
 * <p>Fed by the session stage in the order of the frames; {@link #onTime} lets capture time pass,
 * {@link #onCaptureEnd} decides what is left.
 */
public final class TraceLinker implements SessionListener {
  private static final String SYS = "$SYS/";

  /** Deadlines are looked at no more often than this; frames come closer together. */
  private static final long EXPIRE_EVERY_NANOS = 1_000_000;

  private final LinkOptions options;
  private final Limits limits;
  private final Traces traces;
  private final Slots slots;
  private final RetainedMessages retained;
  private final Bridges bridges;
  private final UnseenReceivers unseen;
  private final UnknownOrigins unknownOrigins;
  private final Placement placement;
  private final Deque<Message> moving = new ArrayDeque<>();
  private final Deque<Delivery> held = new ArrayDeque<>();
  private int firstBroker;
  private boolean severalBrokers;
  private long now = Long.MIN_VALUE;
  private long expireNanos = Long.MIN_VALUE;

  /** Creates a linker that knows nothing. */
  public TraceLinker(LinkOptions options, Limits limits, TraceListener listener) {
    this.options = options;
    this.limits = limits;
    this.traces = new Traces(options, limits, listener);
    this.slots = new Slots(options, limits, traces, this::unplaced, this::linked);
    this.retained = new RetainedMessages(limits);
    this.bridges = new Bridges(options.waitNanos(), limits);
    this.unseen = new UnseenReceivers(limits);
    this.unknownOrigins = new UnknownOrigins(options, limits, traces);
    this.placement = new Placement(slots, traces, retained, bridges, unseen, unknownOrigins);
  }

  /**
   * Lets capture time pass, before what happens at that time is told.
   *
   * @param nanos the clock of the analysis, which never goes back
   */
  public void onTime(long nanos) {
    if (nanos <= now) {
      return;
    }
    now = nanos;
    slots.onTime(now);
    traces.onTime(now);
    if (now >= expireNanos) {
      expireNanos = now + EXPIRE_EVERY_NANOS;
      expire();
    }
  }

  private void expire() {
    while (!held.isEmpty() && held.peek().seenNanos() + options.holdNanos() < now) {
      giveUp(nextHeld());
    }
    slots.expire();
    traces.expire();
    unknownOrigins.onTime(now);
    bridges.onTime(now);
    while (!moving.isEmpty() && !moving.peek().stillMoving(now, options.holdNanos())) {
      forgetMoving();
    }
  }

  private void forgetMoving() {
    limits.give(Limit.MOVING_MESSAGES, Limits.weight(moving.remove().topic));
  }

  /** Decides and hands over everything that is left. */
  public void onCaptureEnd() {
    traces.ending();
    while (!held.isEmpty()) {
      giveUp(nextHeld());
    }
    slots.resolveAll();
    traces.closeAll();
  }

  @Override
  public void onSession(Session session) {
    int broker = session.broker().id();
    firstBroker = firstBroker == 0 ? broker : firstBroker;
    severalBrokers |= broker != firstBroker;
  }

  @Override
  public void onPublished(Flow flow) {
    Content content = flow.exchange().content();
    Session publisher = flow.session();
    Message source = severalBrokers ? bridges.passedOnBy(flow) : null;
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
      trace.passedOn(
          new Trace.Forward(flow, source.publishFlow, publisher.broker(), content.topic()));
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
    limits.add(Limit.MOVING_MESSAGES, Limits.weight(message.topic));
    while (limits.isOver(Limit.MOVING_MESSAGES)) {
      limits.hit(Limit.MOVING_MESSAGES);
      forgetMoving();
    }
    if (payloadKnown) {
      if (message.topic != null) {
        openSlots(message);
      }
      retained.born(message);
      if (severalBrokers) {
        bridges.born(message);
      }
      // a bridge, or a receiver from before the capture, may still show itself
      if (severalBrokers || message.broker.hasUnknownPast()) {
        traces.lingerFor(message.trace, now);
      }
      retryHeld(message);
    }
    traces.closeIfDone(message.trace);
  }

  private void openSlots(Message message) {
    for (Interest each : message.broker.subscriptions().interestIn(message.topic)) {
      List<Subscription> wanting = each.wanting(message.publisher);
      if (!wanting.isEmpty()) {
        slots.open(slots.make(message, each.receiver(), wanting), now);
      }
    }
    for (Session session : unseen.of(message.broker, message.topic)) {
      slots.openUnseen(message, session, now);
    }
    unseen.born(message, now, options.waitNanos());
  }

  private void retryHeld(Message message) {
    if (held.isEmpty()) {
      return;
    }
    for (Delivery delivery : List.copyOf(held)) {
      boolean same =
          delivery.session().broker() == message.broker
              && message.samePayload(
                  delivery.content().payloadLength(), delivery.content().payloadDigest());
      if (same && placement.place(delivery, severalBrokers, now, false)) {
        held.remove(delivery);
        limits.give(Limit.HELD_DELIVERIES, weight(delivery));
      } else if (same) {
        // captured before its message, perhaps: frames of two connections may change places
        delivery.hasFreeRival();
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
    } else if (!placed(delivery)) {
      delivery.hold();
      held.add(delivery);
      limits.add(Limit.HELD_DELIVERIES, weight(delivery));
      while (limits.isOver(Limit.HELD_DELIVERIES)) {
        limits.hit(Limit.HELD_DELIVERIES);
        giveUp(nextHeld());
      }
    }
  }

  private Delivery nextHeld() {
    Delivery delivery = held.remove();
    limits.give(Limit.HELD_DELIVERIES, weight(delivery));
    return delivery;
  }

  private static int weight(Delivery delivery) {
    return Limits.weight(delivery.content().topic());
  }

  private boolean placed(Delivery delivery) {
    if (delivery.content().retain()) {
      placement.placeRetained(delivery, severalBrokers, now);
      return true;
    }
    return placement.place(delivery, severalBrokers, now, false);
  }

  private void giveUp(Delivery delivery) {
    if (!placement.place(delivery, severalBrokers, now, true)) {
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
      message.publishing = false;
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
              && message.trace.awaitsMore()
              && message.stillMoving(now, options.holdNanos())
              && subscription.wants(message.publisher)
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
