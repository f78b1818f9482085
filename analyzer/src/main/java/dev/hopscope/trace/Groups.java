package dev.hopscope.trace;

import dev.hopscope.qos.Content;
import dev.hopscope.session.Receiver;
import dev.hopscope.session.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of every receiver, and how they are resolved into links. */
final class Groups {
  /** Takes what a resolution decides. */
  interface Decisions {
    /** A delivery was matched with an open slot. */
    void served(Slot slot, Delivery delivery, Link link, int rivals);

    /** No open slot is left that a delivery of the group could be for. */
    void unplaced(Group group, Delivery delivery);

    /** No delivery will be matched with an open slot any more. */
    void unserved(Slot slot);
  }

  private final Map<Receiver, GroupTable> byReceiver = new LinkedHashMap<>();
  private final AgeQueue<Group> doubtful = new AgeQueue<>(group -> group.doubt != null);
  private final Decisions decisions;
  private final int maxGroup;
  private final long waitNanos;
  private long now = Long.MIN_VALUE;

  Groups(LinkOptions options, int maxGroup, Decisions decisions) {
    this.maxGroup = maxGroup;
    this.waitNanos = options.waitNanos();
    this.decisions = decisions;
  }

  /** Lets time pass. */
  void onTime(long nanos) {
    now = nanos;
  }

  /** Lets doubts leave that are over by now. */
  void expire() {
    for (Group due = doubtful.takeDue(now); due != null; due = doubtful.takeDue(now)) {
      if (due.doubt.untilNanos() <= now) {
        due.doubt = null;
        dropIfEmpty(due);
      } else {
        doubtful.add(due, now + waitNanos);
      }
    }
  }

  /** The doubt of a group, a new one if it had none. */
  Doubt doubt(Group group, long untilNanos) {
    if (group.doubt == null) {
      group.doubt = new Doubt(maxGroup);
      group.doubt.until(untilNanos);
      doubtful.add(group, now + waitNanos);
    }
    return group.doubt;
  }

  /** The group in which a receiver awaits messages that share this, or null. */
  Group get(Receiver receiver, Content content, boolean comparesForwarded) {
    GroupTable groups = tableOf(receiver);
    return groups == null
        ? null
        : groups.get(
            content.topic(),
            content.payloadLength(),
            content.payloadDigest(),
            comparesForwarded ? content.forwardedDigest() : 0);
  }

  /** The group in which a receiver awaits a message; a new one if there was none. */
  Group make(Receiver receiver, Message message, boolean comparesForwarded) {
    long forwarded = comparesForwarded ? message.forwardedDigest : 0;
    GroupTable groups = tableOf(receiver);
    if (groups == null) {
      groups = new GroupTable();
      keep(receiver, groups);
    }
    Group group =
        groups.get(message.topic, message.payloadLength, message.payloadDigest, forwarded);
    if (group == null) {
      group =
          new Group(
              receiver, message.topic, message.payloadLength, message.payloadDigest, forwarded);
      groups.add(group);
    }
    return group;
  }

  /** The groups of a receiver; a copy, so that the caller may resolve them. */
  List<Group> of(Receiver receiver) {
    GroupTable groups = tableOf(receiver);
    return groups == null ? List.of() : groups.all();
  }

  /** Every group there is; a copy. */
  Collection<Group> all() {
    List<Group> all = new ArrayList<>();
    byReceiver.values().forEach(groups -> all.addAll(groups.all()));
    return all;
  }

  void dropIfEmpty(Group group) {
    if (!group.isEmpty()) {
      return;
    }
    GroupTable groups = tableOf(group.receiver);
    if (groups != null && groups.remove(group) && groups.isEmpty()) {
      byReceiver.remove(group.receiver);
      if (group.receiver instanceof Session session) {
        session.attachAwaited(null);
      }
    }
  }

  // a session, the usual receiver, carries its table with it, which saves looking into the map
  private GroupTable tableOf(Receiver receiver) {
    return receiver instanceof Session session
        ? (GroupTable) session.awaited()
        : byReceiver.get(receiver);
  }

  private void keep(Receiver receiver, GroupTable groups) {
    byReceiver.put(receiver, groups);
    if (receiver instanceof Session session) {
      session.attachAwaited(groups);
    }
  }

  /** Gives an open slot up before its time. */
  void giveUp(Slot slot) {
    Group group = slot.group;
    group.slots.remove(slot);
    keepInDoubt(group, List.of(), List.of(slot));
    decisions.unserved(slot);
    settle(group);
  }

  /** The receiver will get nothing any more. */
  void resolveLast(Group group) {
    resolveOverdue(group, Long.MAX_VALUE);
    group.doubt = null;
    dropIfEmpty(group);
  }

  /** As many deliveries as messages: each message has its delivery. */
  void resolveEqual(Group group) {
    if (!resolveInOrder(group)) {
      resolve(group, assign(group, false), group.deliveries().size(), Long.MIN_VALUE);
    }
  }

  /**
   * The most frequent case of equal messages: order decides, and nothing outside of the group is a
   * rival; so each delivery takes the message at its own place. What {@link #resolve} would decide,
   * in one pass.
   *
   * @return whether it was that
   */
  private boolean resolveInOrder(Group group) {
    if (group.doubt != null || !group.inOrder()) {
      return false;
    }
    List<Delivery> deliveries = group.takeAll();
    for (int d = 0; d < deliveries.size(); d++) {
      Delivery delivery = deliveries.get(d);
      int rivals = d + group.slotsUntil(delivery.sentNanos()) - 1;
      Link link = rivals == 0 ? Link.SOLE : Link.ORDERED;
      serve(group, group.slots.first(), delivery, link, rivals);
    }
    settle(group);
    return true;
  }

  /**
   * The most frequent case, without a detour: one message, one delivery, and nothing else that
   * either could be.
   *
   * @return whether it was that
   */
  boolean resolveOnly(Group group, Delivery delivery) {
    boolean only =
        group.slots.size() == 1
            && group.deliveries().isEmpty()
            && group.candidates(delivery) == 1
            && group.copyCandidates(delivery) == 0
            && Math.max(delivery.outsideRivals(), group.doubtfulRivals(now)) == 0;
    if (only) {
      serve(group, group.slots.first(), delivery, Link.SOLE, 0);
      settle(group);
    }
    return only;
  }

  private void serve(Group group, Slot slot, Delivery delivery, Link link, int rivals) {
    group.serve(slot);
    decisions.served(slot, delivery, link, rivals);
    group.served(slot);
  }

  /** The oldest message has waited long enough; what is older than a matched one goes with it. */
  void resolveOverdue(Group group, long bornUntilNanos) {
    if (group.deliveries().isEmpty()) {
      giveUpUntil(group, bornUntilNanos);
    } else {
      resolve(group, assign(group, false), group.deliveries().size(), bornUntilNanos);
    }
  }

  private void giveUpUntil(Group group, long bornUntilNanos) {
    List<Slot> givenUp = new ArrayList<>(1);
    for (Slot slot : group.slots) {
      if (slot.nanos() > bornUntilNanos) {
        break;
      }
      givenUp.add(slot);
    }
    givenUp.forEach(group.slots::remove);
    keepInDoubt(group, List.of(), givenUp);
    givenUp.forEach(decisions::unserved);
    settle(group);
  }

  /**
   * The group is too large: the older half of its deliveries is decided. No broker is supposed to
   * lose messages above QoS 0, so these are served in order here; a session's queue longer than a
   * group would else lose its head.
   */
  void resolveOlderHalf(Group group) {
    resolve(group, assign(group, true), group.deliveries().size() / 2, Long.MIN_VALUE);
  }

  // decides the first `count` deliveries: the slots matched with them are served, those before a
  // served one of their QoS and those born until the given time are given up
  private void resolve(Group group, int[] assigned, int count, long bornUntilNanos) {
    List<Slot> slots = group.slots.copy();
    boolean ordered = count > 0 && group.ordered();
    int[] rivals = new int[count];
    int[] outside = new int[count];
    for (int d = 0; d < count; d++) {
      Delivery delivery = group.deliveries().get(d);
      int left = Math.max(delivery.outsideRivals(), group.doubtfulRivals(now));
      outside[d] = group.copyCandidates(delivery) + left;
      rivals[d] = Math.max(0, group.candidates(delivery) - 1) + outside[d];
    }
    List<Delivery> deliveries = group.take(count);
    int[] lastServed = {-1, -1, -1, -1};
    List<Slot> guessed = new ArrayList<>(0);
    for (int d = 0; d < count; d++) {
      if (assigned[d] < 0) {
        continue;
      }
      Slot slot = slots.get(assigned[d]);
      int level = slot.expectedQos() + 1;
      lastServed[level] = Math.max(lastServed[level], assigned[d]);
      boolean sole = rivals[d] == 0;
      Link link = sole ? Link.SOLE : ordered && outside[d] == 0 ? Link.ORDERED : Link.TIE;
      if (link == Link.TIE) {
        guessed.add(slot);
      }
      serve(group, slot, deliveries.get(d), link, rivals[d]);
    }
    List<Slot> givenUp = new ArrayList<>(0);
    for (int m = 0; m < slots.size(); m++) {
      Slot slot = slots.get(m);
      boolean passed = m < lastServed[slot.expectedQos() + 1] || slot.nanos() <= bornUntilNanos;
      if (slot.state == Slot.State.OPEN && passed) {
        group.slots.remove(slot);
        givenUp.add(slot);
      }
    }
    keepInDoubt(group, guessed, givenUp);
    givenUp.forEach(decisions::unserved);
    for (int d = 0; d < count; d++) {
      if (assigned[d] < 0) {
        decisions.unplaced(group, deliveries.get(d));
      }
    }
    settle(group);
  }

  // messages that left the group by a guess: their deliveries may be others, or still come
  private void keepInDoubt(Group group, List<Slot> guessed, List<Slot> givenUp) {
    long lastNanos = Long.MIN_VALUE;
    boolean copies = false;
    for (Slot slot : guessed) {
      lastNanos = Math.max(lastNanos, slot.lastNanos);
      copies |= slot.subscriptions().size() > 1;
    }
    for (Slot slot : givenUp) {
      lastNanos = Math.max(lastNanos, slot.lastNanos);
    }
    int left = guessed.size() + givenUp.size();
    if (left > 0 && !group.deliveries().isEmpty()) {
      lastNanos = Math.max(lastNanos, now + waitNanos);
    }
    group.deliveries().forEach(each -> each.outsideRivals(each.outsideRivals() + left));
    // one too old to come may have come already, if another was taken for it
    if (lastNanos > now || group.doubtfulRivals(now) > 0 && left > 0) {
      Doubt doubt = doubt(group, lastNanos);
      doubt.left(givenUp.size(), lastNanos);
      givenUp.forEach(doubt::keep);
      if (copies) {
        doubt.uncountable();
      }
      if (doubt.isUncountable()) {
        guessed.forEach(doubt::keep);
      }
    }
  }

  // what is left may be as many deliveries as messages, or nothing at all
  private void settle(Group group) {
    if (!group.deliveries().isEmpty() && group.deliveries().size() >= group.slots.size()) {
      resolveEqual(group);
      return;
    }
    if (group.doubt != null && group.slots.isEmpty() && group.doubt.balanced()) {
      group.doubt = null;
    }
    dropIfEmpty(group);
  }

  private static int[] assign(Group group, boolean inOrderAboveQos0) {
    List<Slot> slots = group.slots.copy();
    List<Delivery> deliveries = group.deliveries();
    long[] messageNanos = new long[slots.size()];
    int[] expectedQos = new int[slots.size()];
    for (int m = 0; m < messageNanos.length; m++) {
      messageNanos[m] = slots.get(m).nanos();
      expectedQos[m] = slots.get(m).expectedQos();
    }
    long[] deliveryNanos = new long[deliveries.size()];
    int[] deliveredQos = new int[deliveries.size()];
    for (int d = 0; d < deliveryNanos.length; d++) {
      deliveryNanos[d] = deliveries.get(d).sentNanos();
      deliveredQos[d] = deliveries.get(d).qos();
    }
    return GroupResolver.assign(
        messageNanos,
        expectedQos,
        deliveryNanos,
        deliveredQos,
        (m, d) -> slots.get(m).takes(deliveries.get(d)),
        inOrderAboveQos0);
  }
}
