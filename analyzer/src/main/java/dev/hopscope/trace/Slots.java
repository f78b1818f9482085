package dev.hopscope.trace;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.qos.Content;
import dev.hopscope.session.Receiver;
import dev.hopscope.session.Session;
import dev.hopscope.session.ShareGroup;
import dev.hopscope.session.Subscription;
import java.util.List;
import java.util.function.Consumer;

/** The open slots: who awaits what, for how long, and which delivery takes which. */
final class Slots implements Groups.Decisions {
  private final LinkOptions options;
  private final Limits limits;
  private final Traces traces;
  private final Consumer<Delivery> unplaced;
  private final Consumer<Delivery> linked;
  private final Groups groups;
  private final Joins joins;
  private final AgeQueue<Slot> waiting = new AgeQueue<>(slot -> slot.state == Slot.State.OPEN);
  private final AgeQueue<Slot> optional = new AgeQueue<>(slot -> slot.state == Slot.State.OPEN);
  private final AgeQueue<Slot> parked = new AgeQueue<>(slot -> slot.state == Slot.State.OPEN);
  private final ServedSlots served;
  private int open;
  private int parkedCount;
  private long now = Long.MIN_VALUE;

  Slots(
      LinkOptions options,
      Limits limits,
      Traces traces,
      Consumer<Delivery> unplaced,
      Consumer<Delivery> linked) {
    this.options = options;
    this.limits = limits;
    this.traces = traces;
    this.unplaced = unplaced;
    this.linked = linked;
    this.groups = new Groups(options, limits.maxInt(Limit.GROUP_MEMBERS), this);
    this.served = new ServedSlots(options, limits, groups);
    this.joins = new Joins(options, limits, traces, groups, linked);
    traces.onAbandon(this::abandon);
  }

  Groups groups() {
    return groups;
  }

  /** Where deliveries find the group that they belong to. */
  Joins joins() {
    return joins;
  }

  /** The group in which a receiver awaits messages like a delivery, or null. */
  Group groupOf(Receiver receiver, Content content) {
    return groups.get(receiver, content, compares5(receiver));
  }

  /** The part of a subscription's filter that topics are matched with. */
  static String matched(Subscription subscription) {
    ShareGroup shared = subscription.shareGroup();
    return shared == null ? subscription.filter() : shared.filter();
  }

  // the properties that are forwarded unaltered are there to compare only where both hops are 5.0
  private static boolean compares5(Receiver receiver) {
    return receiver instanceof Session session && session.version5();
  }

  Slot make(Message message, Receiver receiver, List<Subscription> subscriptions) {
    Group group = groups.make(receiver, message, compares5(receiver));
    long tolerance = message.seenApartFrom(receiver) ? options.holdNanos() : 0;
    return new Slot(message, receiver, group, subscriptions, tolerance);
  }

  void open(Slot slot, long nanos) {
    slot.group.add(slot);
    slot.message.add(slot);
    slot.message.trace.openSlots++;
    open++;
    slot.lastNanos = nanos + options.waitNanos();
    if (slot.offline()) {
      slot.queued = true;
      slot.lastNanos = Doubt.WHILE_AWAY;
      slot.required &= slot.expectedQos() != 0;
    }
    if (slot.required || slot.queued) {
      await(waiting, slot, nanos + options.waitNanos());
    } else {
      await(optional, slot, nanos + options.lingerNanos());
    }
    while (open > limits.max(Limit.OPEN_SLOTS)) {
      Slot oldest = optional.takeOldest();
      oldest = oldest == null ? waiting.takeOldest() : oldest;
      if (oldest == null) {
        break;
      }
      limits.hit(Limit.OPEN_SLOTS);
      drop(oldest);
    }
  }

  /** A slot for a receiver whose subscription was never seen. */
  void openUnseen(Message message, Session session, long nanos) {
    for (Slot slot : message.slots()) {
      if (slot.receiver == session) {
        return;
      }
    }
    if (message.trace.awaitsMore()) {
      Slot slot = make(message, session, List.of());
      slot.unseen = true;
      open(slot, nanos);
    }
  }

  /** A subscription that came while its broker may not have passed the message on yet. */
  void openLate(Message message, Subscription subscription, long nanos) {
    for (Slot slot : message.slots()) {
      if (slot.receiver == subscription.receiver()) {
        if (slot.state == Slot.State.OPEN) {
          slot.addLate(subscription);
        }
        return;
      }
    }
    open(make(message, subscription.receiver(), List.of(subscription)), nanos);
  }

  /** A subscription is leaving: what it made required is so no more. */
  void relax(Subscription subscription, long nanos) {
    for (Group group : groups.of(subscription.receiver())) {
      for (Slot slot : group.slots) {
        if (slot.required && slot.subscriptions().contains(subscription)) {
          boolean others =
              slot.subscriptions().stream().anyMatch(s -> s != subscription && s.required());
          slot.required = others;
          if (!others) {
            await(optional, slot, nanos + options.lingerNanos());
          }
        }
      }
    }
  }

  void disconnected(Session session) {
    for (Group group : groups.of(session)) {
      if (group.doubtfulRivals(now) > 0) {
        group.doubt.until(Doubt.WHILE_AWAY);
      }
      for (Slot slot : group.slots) {
        slot.queued = true;
        slot.lastNanos = Doubt.WHILE_AWAY;
        slot.required &= slot.expectedQos() != 0;
      }
    }
  }

  void reconnected(Session session, long nanos) {
    for (Group group : groups.of(session)) {
      if (group.doubt != null) {
        group.doubt.until(nanos + options.waitNanos());
      }
      for (Slot slot : group.slots) {
        if (slot.queued) {
          slot.lastNanos = nanos + options.waitNanos();
          await(waiting, slot, nanos + options.waitNanos());
        }
      }
    }
  }

  void sessionEnded(Session session) {
    for (Group group : groups.of(session)) {
      groups.resolveLast(group);
    }
  }

  private static void await(AgeQueue<Slot> queue, Slot slot, long dueNanos) {
    slot.dueNanos = dueNanos;
    queue.add(slot, dueNanos);
  }

  /** Lets time pass. */
  void onTime(long nanos) {
    now = nanos;
    groups.onTime(nanos);
    joins.onTime(nanos);
  }

  /** Decides what is due by now. */
  void expire() {
    groups.expire();
    served.expire(now);
    for (Slot due = optional.takeDue(now); due != null; due = optional.takeDue(now)) {
      if (due.dueNanos <= now && !due.required && !due.queued) {
        overdue(due);
      }
    }
    for (Slot due = waiting.takeDue(now); due != null; due = waiting.takeDue(now)) {
      if (due.offline()) {
        park(due);
      } else if (due.dueNanos <= now) {
        overdue(due);
      }
    }
  }

  void resolveAll() {
    for (Group group : groups.all()) {
      groups.resolveLast(group);
    }
  }

  // others of the group that are as old are due as well, or a lost one would stay between
  private void overdue(Slot slot) {
    groups.resolveOverdue(slot.group, slot.nanos());
  }

  private void park(Slot slot) {
    if (slot.parked) {
      return;
    }
    slot.parked = true;
    parkedCount++;
    parked.add(slot, Long.MAX_VALUE);
    Trace trace = slot.message.trace;
    trace.openSlots--;
    trace.unserved++;
    slot.countedUnserved = true;
    traces.closeIfDone(trace);
    while (parkedCount > limits.max(Limit.QUEUED_SLOTS)) {
      Slot oldest = parked.takeOldest();
      if (oldest == null) {
        break;
      }
      limits.hit(Limit.QUEUED_SLOTS);
      drop(oldest);
    }
  }

  private void abandon(Trace trace) {
    for (Message message : List.copyOf(trace.messages())) {
      for (Slot slot : message.slots()) {
        if (slot.state == Slot.State.OPEN) {
          drop(slot);
        }
      }
    }
  }

  private void drop(Slot slot) {
    groups.giveUp(slot);
  }

  @Override
  public void served(Slot slot, Delivery delivery, Link link, int rivals) {
    settle(slot, Slot.State.SERVED);
    delivery.linkTo(slot, link, rivals);
    served.add(slot, now);
    Trace trace = slot.message.trace;
    traces.add(trace, delivery);
    linked.accept(delivery);
    if (slot.copiesLeft() > 0) {
      traces.lingerFor(trace, now);
    }
    traces.closeIfDone(trace);
  }

  @Override
  public void unplaced(Group group, Delivery delivery) {
    if (!joins.joinAsCopy(List.of(group), delivery, delivery.outsideRivals(), true)) {
      unplaced.accept(delivery);
    }
  }

  @Override
  public void unserved(Slot slot) {
    Trace trace = slot.message.trace;
    if (slot.required && !slot.parked) {
      trace.unserved++;
      slot.countedUnserved = true;
    }
    settle(slot, Slot.State.CLOSED);
    traces.closeIfDone(trace);
  }

  private void settle(Slot slot, Slot.State state) {
    slot.state = state;
    open--;
    if (slot.parked) {
      parkedCount--;
    } else {
      slot.message.trace.openSlots--;
    }
  }
}
