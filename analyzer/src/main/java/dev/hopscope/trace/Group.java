package dev.hopscope.trace;

import dev.hopscope.session.Receiver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The equal messages that one receiver awaits, and the deliveries not yet told apart. */
final class Group {
  final Receiver receiver;
  final MessageKey key;

  /** Open slots, oldest message first. */
  final List<Slot> slots = new ArrayList<>(2);

  /** Deliveries that joined, in order; each will take one of {@link #slots}. */
  final List<Delivery> deliveries = new ArrayList<>(2);

  /** Slots served a short while ago, for duplicates. */
  private final Deque<Slot> served = new ArrayDeque<>(2);

  /** Those of them that may get further copies; null until there is one. */
  private Set<Slot> copyable;

  /** Null while everything that left the group is certain. */
  Doubt doubt;

  Group(Receiver receiver, MessageKey key) {
    this.receiver = receiver;
    this.key = key;
  }

  boolean isEmpty() {
    return slots.isEmpty() && deliveries.isEmpty() && served.isEmpty() && doubt == null;
  }

  /** Adds a slot at its place by time; wills are born after the fact. */
  void add(Slot slot) {
    int at = slots.size();
    while (at > 0 && slots.get(at - 1).nanos() > slot.nanos()) {
      at--;
    }
    slots.add(at, slot);
  }

  /** Whether there are more messages that a delivery may be than deliveries waiting. */
  boolean hasRoomFor(Delivery delivery) {
    return candidates(delivery) > competitors(delivery);
  }

  // how many that wait may take one of the messages that a delivery may be
  private int competitors(Delivery delivery) {
    if (delivery.identifiers().isEmpty()) {
      return deliveries.size();
    }
    int count = 0;
    for (Delivery waiting : deliveries) {
      count += anyTakesBoth(waiting, delivery) ? 1 : 0;
    }
    return count;
  }

  private boolean anyTakesBoth(Delivery one, Delivery other) {
    for (Slot slot : slots) {
      if (slot.takes(one) && slot.takes(other)) {
        return true;
      }
    }
    return false;
  }

  /** How many open messages a delivery may be. */
  int candidates(Delivery delivery) {
    int before = slots.size();
    while (before > 0 && slots.get(before - 1).nanos() > delivery.nanos()) {
      before--;
    }
    if (delivery.identifiers().isEmpty()) {
      return before;
    }
    int fitting = 0;
    for (Slot slot : slots.subList(0, before)) {
      fitting += slot.takes(delivery) ? 1 : 0;
    }
    return fitting;
  }

  /** How many messages that left the group by a guess a delivery may be. */
  int doubtfulRivals(long now) {
    return doubt == null || doubt.untilNanos() <= now ? 0 : doubt.rivals();
  }

  /** Takes notice that a slot was served. */
  void served(Slot slot) {
    served.add(slot);
    if (slot.copiesLeft() > 0) {
      copyable = copyable == null ? new LinkedHashSet<>(4) : copyable;
      copyable.add(slot);
    }
  }

  /** A served slot got a further copy. */
  void copied(Slot slot) {
    if (copyable != null && slot.copiesLeft() == 0) {
      copyable.remove(slot);
    }
  }

  /** A served slot has been kept long enough. */
  void forget(Slot slot) {
    served.remove(slot);
    if (copyable != null) {
      copyable.remove(slot);
    }
  }

  /** How many served messages a delivery may be a further copy of. */
  int copyCandidates(Delivery delivery) {
    if (copyable == null || delivery.identifiers().isEmpty()) {
      return copyable == null ? 0 : copyable.size();
    }
    int fitting = 0;
    for (Slot slot : copyable) {
      fitting += slot.takes(delivery) ? 1 : 0;
    }
    return fitting;
  }

  /** The oldest served slot that a surplus delivery may be a copy of, or null. */
  Slot copyOf(Delivery delivery) {
    if (copyable != null) {
      for (Slot slot : copyable) {
        if (slot.takes(delivery) && slot.nanos() <= delivery.nanos()) {
          return slot;
        }
      }
    }
    return null;
  }

  /** The latest served slot that a surplus delivery may be a duplicate of, or null. */
  Slot duplicateOf(Delivery delivery) {
    for (Iterator<Slot> latest = served.descendingIterator(); latest.hasNext(); ) {
      Slot slot = latest.next();
      if (slot.takes(delivery) && slot.nanos() <= delivery.nanos()) {
        return slot;
      }
    }
    return null;
  }

  /** How many served slots there are. */
  int servedCount() {
    return served.size();
  }

  /**
   * Whether order alone decides (4.6): as many deliveries as messages, one publisher, one QoS, one
   * receiving session, every slot required, nothing lost on the connections concerned.
   */
  boolean ordered() {
    if (slots.size() != deliveries.size()) {
      return false;
    }
    Slot first = slots.get(0);
    for (Slot slot : slots) {
      boolean alike =
          slot.required
              && slot.copiesLeft() <= 1
              && slot.message.publisher == first.message.publisher
              && slot.message.publisher != null
              && slot.message.qos == first.message.qos
              && slot.expectedQos() == first.expectedQos()
              && !slot.message.lossy();
      if (!alike) {
        return false;
      }
    }
    Delivery one = deliveries.get(0);
    for (Delivery delivery : deliveries) {
      if (delivery.session() != one.session()
          || delivery.qos() != one.qos()
          || delivery.flow().exchange().connection().gaps() > 0) {
        return false;
      }
    }
    return true;
  }
}
