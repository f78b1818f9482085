package dev.hopscope.trace;

import dev.hopscope.session.Receiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The groups of every receiver, and how they are resolved into links. */
final class Groups {
  /** Takes what a resolution decides. */
  interface Decisions {
    /** A delivery was matched with an open slot. */
    void served(Slot slot, Delivery delivery, Link link, int rivals);

    /** Nothing is left that a delivery of the group could be. */
    void unplaced(Delivery delivery);

    /** No delivery will be matched with an open slot any more. */
    void unserved(Slot slot);
  }

  private final Map<Receiver, Map<MessageKey, Group>> byReceiver = new HashMap<>();
  private final Decisions decisions;

  Groups(Decisions decisions) {
    this.decisions = decisions;
  }

  Group get(Receiver receiver, MessageKey key) {
    Map<MessageKey, Group> groups = byReceiver.get(receiver);
    return groups == null ? null : groups.get(key);
  }

  Group make(Receiver receiver, MessageKey key) {
    return byReceiver
        .computeIfAbsent(receiver, any -> new HashMap<>(4))
        .computeIfAbsent(key, any -> new Group(receiver, key));
  }

  /** The groups of a receiver; a copy, so that the caller may resolve them. */
  List<Group> of(Receiver receiver) {
    Map<MessageKey, Group> groups = byReceiver.get(receiver);
    return groups == null ? List.of() : new ArrayList<>(groups.values());
  }

  /** Every group there is; a copy. */
  Collection<Group> all() {
    List<Group> all = new ArrayList<>();
    byReceiver.values().forEach(groups -> all.addAll(groups.values()));
    return all;
  }

  void dropIfEmpty(Group group) {
    if (!group.isEmpty()) {
      return;
    }
    Map<MessageKey, Group> groups = byReceiver.get(group.receiver);
    if (groups != null && groups.remove(group.key, group) && groups.isEmpty()) {
      byReceiver.remove(group.receiver);
    }
  }

  /** Takes an open slot out of its group. */
  void remove(Slot slot) {
    slot.group.slots.remove(slot);
    dropIfEmpty(slot.group);
  }

  /** As many deliveries as messages: each message has its delivery. */
  void resolveEqual(Group group) {
    resolve(group, group.slots.size(), Long.MIN_VALUE);
  }

  /** The oldest message has waited long enough; what is older than a matched one goes with it. */
  void resolveOverdue(Group group, long bornUntilNanos) {
    resolve(group, group.slots.size(), bornUntilNanos);
  }

  /** The group is too large: its older half is decided. */
  void resolveOlderHalf(Group group) {
    int half = group.slots.size() / 2;
    resolve(group, half, group.slots.get(half - 1).nanos());
  }

  // decides the first `count` slots: those matched are served, those born until the given time or
  // before a served one are given up
  private void resolve(Group group, int count, long bornUntilNanos) {
    List<Slot> slots = new ArrayList<>(group.slots);
    List<Delivery> deliveries = new ArrayList<>(group.deliveries);
    boolean ordered = !deliveries.isEmpty() && group.ordered();
    int[] rivals = new int[deliveries.size()];
    int[] copies = new int[deliveries.size()];
    for (int d = 0; d < rivals.length; d++) {
      Delivery delivery = deliveries.get(d);
      copies[d] = group.copyCandidates(delivery) + delivery.outsideRivals();
      rivals[d] = group.candidates(delivery) - 1 + copies[d];
    }
    int[] assigned = assign(slots, deliveries);
    int lastServed = -1;
    for (int d = 0; d < assigned.length; d++) {
      int m = assigned[d];
      if (m >= count) {
        continue;
      }
      Delivery delivery = deliveries.get(d);
      group.deliveries.remove(delivery);
      if (m < 0) {
        decisions.unplaced(delivery);
        continue;
      }
      lastServed = Math.max(lastServed, m);
      Slot slot = slots.get(m);
      group.slots.remove(slot);
      group.served.add(slot);
      Link link = rivals[d] <= 0 ? Link.SOLE : ordered && copies[d] == 0 ? Link.ORDERED : Link.TIE;
      decisions.served(slot, delivery, link, Math.max(0, rivals[d]));
    }
    for (int m = 0; m < count; m++) {
      Slot slot = slots.get(m);
      boolean givenUp = m < lastServed || slot.nanos() <= bornUntilNanos;
      if (slot.state == Slot.State.OPEN && givenUp) {
        group.slots.remove(slot);
        decisions.unserved(slot);
      }
    }
    dropIfEmpty(group);
  }

  private static int[] assign(List<Slot> slots, List<Delivery> deliveries) {
    if (slots.size() == 1 && deliveries.size() == 1) {
      return new int[] {0};
    }
    return GroupResolver.assign(
        slots.stream().mapToLong(Slot::nanos).toArray(),
        slots.stream().mapToInt(Slot::expectedQos).toArray(),
        deliveries.stream().mapToLong(Delivery::nanos).toArray(),
        deliveries.stream().mapToInt(Delivery::qos).toArray(),
        (m, d) -> slots.get(m).takes(deliveries.get(d)));
  }
}
