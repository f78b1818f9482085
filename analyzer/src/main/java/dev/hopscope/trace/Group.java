package dev.hopscope.trace;

import dev.hopscope.session.Receiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The equal messages that one receiver awaits, and the deliveries not yet told apart. */
final class Group {
  private static final List<Delivery> NOBODY = List.of();

  final Receiver receiver;
  final int hash;

  /** Open slots, oldest message first. */
  final SlotList slots = new SlotList();

  /** Null while everything that left the group is certain. */
  Doubt doubt;

  private final String topic;
  private final int payloadLength;
  private final long payloadDigest;
  private final long forwardedDigest;

  /** Deliveries that joined, in order; each will take one of {@link #slots}. */
  private List<Delivery> deliveries = NOBODY;

  /** The slot served last; each knows the one before. Those from before a while ago are closed. */
  private Slot lastServed;

  private int servedCount;

  /** Those of them that may get further copies; null until there is one. */
  private Set<Slot> copyable;

  /**
   * Creates a group of the messages that share this.
   *
   * @param topic the topic name, or null where an alias hides it
   * @param forwardedDigest digest of the properties forwarded unaltered, where both hops are 5.0
   */
  Group(
      Receiver receiver,
      String topic,
      int payloadLength,
      long payloadDigest,
      long forwardedDigest) {
    this.receiver = receiver;
    this.topic = topic;
    this.payloadLength = payloadLength;
    this.payloadDigest = payloadDigest;
    this.forwardedDigest = forwardedDigest;
    this.hash = hash(topic, payloadLength, payloadDigest, forwardedDigest);
  }

  static int hash(String topic, int payloadLength, long payloadDigest, long forwardedDigest) {
    long mixed = payloadDigest * 31 + forwardedDigest;
    int hash = (Long.hashCode(mixed) * 31 + payloadLength) * 31;
    hash += topic == null ? 0 : topic.hashCode();
    return hash ^ hash >>> 15;
  }

  /** Whether its messages are these. */
  boolean holds(String name, int length, long digest, long forwarded) {
    return payloadDigest == digest
        && payloadLength == length
        && forwardedDigest == forwarded
        && (topic == null ? name == null : topic.equals(name));
  }

  /** Whether its messages have this payload. */
  boolean samePayload(int length, long digest) {
    return payloadLength == length && payloadDigest == digest;
  }

  boolean isEmpty() {
    return slots.isEmpty() && deliveries.isEmpty() && servedCount == 0 && doubt == null;
  }

  /** Adds a slot at its place by time; wills are born after the fact. */
  void add(Slot slot) {
    Slot before = slots.last();
    while (before != null && before.nanos() > slot.nanos()) {
      before = before.before;
    }
    slots.insertBehind(before, slot);
  }

  /** The deliveries that wait in it, in the order in which they were sent; not to be changed. */
  List<Delivery> deliveries() {
    return deliveries;
  }

  /** Lets a delivery wait for being told apart. */
  void add(Delivery delivery) {
    if (deliveries.isEmpty()) {
      deliveries = new ArrayList<>(2);
    }
    boolean late = overtook(delivery);
    deliveries.add(delivery);
    if (late) {
      for (Delivery waiting : deliveries) {
        if (waiting.connection() == delivery.connection()) {
          waiting.sentBy(delivery.sentNanos()); // on one connection it was sent before
        }
      }
      deliveries.sort(Comparator.comparingLong(Delivery::sentNanos));
    }
  }

  // whether one that waits may have been sent later than a delivery that is told after it
  private boolean overtook(Delivery delivery) {
    return !deliveries.isEmpty()
        && deliveries.get(deliveries.size() - 1).sentNanos() > delivery.sentNanos();
  }

  /** Takes out those that have waited longest. */
  List<Delivery> take(int count) {
    List<Delivery> first = List.copyOf(deliveries.subList(0, count));
    if (count == deliveries.size()) {
      deliveries = NOBODY;
    } else {
      deliveries.subList(0, count).clear();
    }
    return first;
  }

  /** Takes out all. */
  List<Delivery> takeAll() {
    List<Delivery> all = deliveries;
    deliveries = NOBODY;
    return all;
  }

  /** Whether there are more messages that a delivery may be than deliveries waiting. */
  boolean hasRoomFor(Delivery delivery) {
    if (overtook(delivery) && !delivery.choosy()) {
      return hasRoomBetween(delivery);
    }
    return candidates(delivery) > competitors(delivery);
  }

  // each that was sent later needs a message as well
  private boolean hasRoomBetween(Delivery delivery) {
    int needed = 1;
    for (Delivery waiting : deliveries) {
      boolean sameConnection = waiting.connection() == delivery.connection();
      needed += sameConnection || waiting.sentNanos() <= delivery.sentNanos() ? 1 : 0;
    }
    boolean room = slotsUntil(delivery.sentNanos()) >= needed;
    for (Delivery waiting : deliveries) {
      boolean sameConnection = waiting.connection() == delivery.connection();
      if (!sameConnection && waiting.sentNanos() > delivery.sentNanos()) {
        room &= slotsUntil(waiting.sentNanos()) >= ++needed;
      }
    }
    return room;
  }

  /** Whether each message that the deliveries waiting may be has one of them. */
  boolean isFull() {
    int waiting = deliveries.size();
    return waiting > 0 && waiting >= slotsUntil(deliveries.get(waiting - 1).sentNanos());
  }

  /** How many open messages were there by a time. */
  int slotsUntil(long nanos) {
    int later = 0;
    for (Slot last = slots.last(); last != null && last.nanos() > nanos; last = last.before) {
      later++;
    }
    return slots.size() - later;
  }

  // how many that wait may take one of the messages that a delivery may be
  private int competitors(Delivery delivery) {
    if (!delivery.choosy()) {
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
    if (!delivery.choosy()) {
      return slotsUntil(delivery.sentNanos());
    }
    int fitting = 0;
    for (Slot slot : slots) {
      fitting += slot.nanos() <= delivery.sentNanos() && slot.takes(delivery) ? 1 : 0;
    }
    return fitting;
  }

  /** How many messages that left the group by a guess a delivery may be. */
  int doubtfulRivals(long now) {
    return doubt == null || doubt.untilNanos() <= now ? 0 : doubt.rivals();
  }

  /** An open slot is being served. */
  void serve(Slot slot) {
    slots.remove(slot);
    slot.servedBefore = lastServed;
    lastServed = slot;
    servedCount++;
  }

  /** It was served; further copies may be owed. */
  void served(Slot slot) {
    if (slot.state == Slot.State.SERVED && slot.copiesLeft() > 0) {
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

  /** A served slot has been kept long enough, and is closed. */
  void forget(Slot slot) {
    slot.servedBefore = null;
    lastServed = slot == lastServed ? null : lastServed;
    servedCount--;
    if (copyable != null) {
      copyable.remove(slot);
    }
  }

  /** How many served messages a delivery may be a further copy of. */
  int copyCandidates(Delivery delivery) {
    if (copyable == null || !delivery.choosy()) {
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
        if (slot.takes(delivery) && slot.nanos() <= delivery.sentNanos()) {
          return slot;
        }
      }
    }
    return null;
  }

  /** The latest served slot that a surplus delivery may be a duplicate of, or null. */
  Slot duplicateOf(Delivery delivery) {
    for (Slot slot = lastServed; isServed(slot); slot = slot.servedBefore) {
      if (slot.takes(delivery) && slot.nanos() <= delivery.sentNanos()) {
        return slot;
      }
    }
    return null;
  }

  private static boolean isServed(Slot slot) {
    return slot != null && slot.state == Slot.State.SERVED;
  }

  /** How many served slots there are. */
  int servedCount() {
    return servedCount;
  }

  /**
   * Whether order alone decides (4.6): as many deliveries as messages, one publisher, one QoS, one
   * receiving session, every slot required, nothing lost on the connections concerned.
   */
  boolean ordered() {
    int count = deliveries.size();
    if (slotsUntil(deliveries.get(count - 1).sentNanos()) != count) {
      return false;
    }
    Slot first = slots.first();
    Slot slot = first;
    for (int i = 0; i < count; i++, slot = slot.after) {
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

  /**
   * Whether {@link #ordered}, and besides nothing outside is a rival, and each delivery can be the
   * message at its own place.
   */
  boolean inOrder() {
    if (copyable != null && !copyable.isEmpty() || !ordered()) {
      return false;
    }
    Slot slot = slots.first();
    for (int i = 0; i < deliveries.size(); i++, slot = slot.after) {
      Delivery delivery = deliveries.get(i);
      boolean fits =
          slot.nanos() <= delivery.sentNanos() && slot.takes(delivery) && !delivery.choosy();
      if (!fits || delivery.outsideRivals() > 0) {
        return false;
      }
    }
    return true;
  }
}
