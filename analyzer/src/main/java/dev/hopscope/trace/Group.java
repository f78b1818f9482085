package dev.hopscope.trace;

import dev.hopscope.session.Receiver;
import java.util.ArrayList;
import java.util.List;

/** The equal messages that one receiver awaits, and the deliveries not yet told apart. */
final class Group {
  final Receiver receiver;
  final MessageKey key;

  /** Open slots, oldest message first. */
  final List<Slot> slots = new ArrayList<>(2);

  /** Deliveries that joined, in order; each will take one of {@link #slots}. */
  final List<Delivery> deliveries = new ArrayList<>(2);

  /** Slots served a short while ago, for copies and duplicates. */
  final List<Slot> served = new ArrayList<>(2);

  Group(Receiver receiver, MessageKey key) {
    this.receiver = receiver;
    this.key = key;
  }

  boolean isEmpty() {
    return slots.isEmpty() && deliveries.isEmpty() && served.isEmpty();
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
    return candidates(delivery) > deliveries.size();
  }

  /** How many open messages a delivery may be. */
  int candidates(Delivery delivery) {
    int fitting = 0;
    for (Slot slot : slots) {
      if (slot.nanos() <= delivery.nanos() && slot.takes(delivery)) {
        fitting++;
      }
    }
    return fitting;
  }

  /** How many served messages a delivery may be a further copy of. */
  int copyCandidates(Delivery delivery) {
    int fitting = 0;
    for (Slot slot : served) {
      if (slot.copiesLeft() > 0 && slot.takes(delivery)) {
        fitting++;
      }
    }
    return fitting;
  }

  /** The served slot that a surplus delivery is a copy of, else of which it is a duplicate. */
  Slot copyOf(Delivery delivery) {
    Slot latest = null;
    for (Slot slot : served) {
      if (slot.takes(delivery)) {
        if (slot.copiesLeft() > 0) {
          return slot;
        }
        latest = slot;
      }
    }
    return latest;
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
