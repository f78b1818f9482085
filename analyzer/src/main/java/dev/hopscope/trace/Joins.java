package dev.hopscope.trace;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import java.util.List;
import java.util.function.Consumer;

/** Finds the group that a delivery belongs to, or what it repeats. */
final class Joins {
  private final LinkOptions options;
  private final Limits limits;
  private final Traces traces;
  private final Groups groups;
  private final Consumer<Delivery> linked;
  private long now = Long.MIN_VALUE;

  Joins(
      LinkOptions options, Limits limits, Traces traces, Groups groups, Consumer<Delivery> linked) {
    this.options = options;
    this.limits = limits;
    this.traces = traces;
    this.groups = groups;
    this.linked = linked;
  }

  void onTime(long nanos) {
    now = nanos;
  }

  /**
   * Lets a delivery join the group it fits, or be a further copy there; false if it fits none.
   *
   * @param last whether its message cannot be still to come, so that it may be called a duplicate
   */
  boolean join(List<Group> candidates, Delivery delivery, boolean last) {
    Group best = null;
    int elsewhere = 0;
    for (Group group : candidates) {
      elsewhere += group.candidates(delivery) + group.doubtfulRivals(now);
      if (group.hasRoomFor(delivery) && (best == null || olderFirst(group, best))) {
        best = group;
      }
    }
    if (best == null) {
      return joinAsCopy(candidates, delivery, elsewhere, last);
    }
    elsewhere -= best.candidates(delivery) + best.doubtfulRivals(now);
    boolean doubtful =
        bothMayBeUnseen(delivery, best.slots.first()) || mayBeTooEarly(best, delivery);
    int unseen = delivery.freeRivals() + (doubtful ? 1 : 0);
    delivery.outsideRivals(elsewhere + best.doubtfulRivals(now) + unseen);
    if (elsewhere > 0) {
      candidates.forEach(this::shareDoubt);
    }
    if (best.doubtfulRivals(now) > 0) {
      // while it waits, it may be one of those that left, and one of those open still come
      best.doubt.left(0, now + options.waitNanos());
    }
    if (groups.resolveOnly(best, delivery)) {
      return true;
    }
    best.add(delivery);
    if (best.isFull()) {
      groups.resolveEqual(best);
    } else if (2L * best.deliveries().size() >= limits.max(Limit.GROUP_MEMBERS)) {
      limits.hit(Limit.GROUP_MEMBERS);
      groups.resolveOlderHalf(best);
    }
    return true;
  }

  // its own delivery may have passed unseen, and this one be of an equal message not captured
  private static boolean bothMayBeUnseen(Delivery delivery, Slot slot) {
    MqttConnection receiver = delivery.flow().exchange().connection();
    return receiver.mayHide(Direction.SERVER_TO_CLIENT, slot.nanos()) && publishesHidden(slot);
  }

  // it was sent while its message waited behind a hole, which may have held another
  private static boolean mayBeTooEarly(Group group, Delivery delivery) {
    long sent = delivery.sentNanos();
    if (sent >= delivery.nanos()) {
      return false;
    }
    for (Slot slot : group.slots) {
      if (slot.nanos() <= sent && slot.seenNanos() > sent) {
        return true;
      }
    }
    return false;
  }

  private static boolean publishesHidden(Slot slot) {
    return slot.message.broker.mayHidePublishes(slot.nanos());
  }

  // a delivery that may be of either group leaves both in doubt: the other may lack it
  private void shareDoubt(Group group) {
    long until = now + options.waitNanos();
    Doubt doubt = groups.doubt(group, until);
    doubt.left(0, until);
    doubt.uncountable();
  }

  /** Lets a delivery that fits no open slot be a further copy; false if of nothing. */
  boolean joinAsCopy(List<Group> candidates, Delivery delivery, int otherMessages, boolean last) {
    int copies = 0;
    int served = 0;
    Slot found = null;
    for (Group group : candidates) {
      copies += group.copyCandidates(delivery);
      served += group.servedCount();
      found = found == null ? group.copyOf(delivery) : found;
    }
    int rivals = otherMessages + copies - 1;
    if (found == null) {
      found = takeBack(candidates, delivery);
      rivals = Math.max(1, otherMessages);
    }
    if (found == null && last) {
      found = duplicateOf(candidates, delivery);
      rivals = otherMessages + served - 1 + delivery.freeRivals();
    }
    if (found == null) {
      return false;
    }
    rivals += publishesHidden(found) ? 1 : 0;
    delivery.linkTo(found, rivals == 0 ? Link.SOLE : Link.TIE, rivals);
    found.group.copied(found);
    traces.add(found.message.trace, delivery);
    linked.accept(delivery);
    return true;
  }

  // a slot that was given up, by a guess that turns out to be wrong
  private static Slot takeBack(List<Group> candidates, Delivery delivery) {
    for (Group group : candidates) {
      Slot slot = group.doubt == null ? null : group.doubt.takeBack(delivery);
      if (slot != null) {
        if (slot.countedUnserved && slot.copies == 0) {
          slot.message.trace.unserved--;
        }
        return slot;
      }
    }
    return null;
  }

  // unless an equal message may have been published unseen since
  private static Slot duplicateOf(List<Group> candidates, Delivery delivery) {
    for (Group group : candidates) {
      Slot slot = group.duplicateOf(delivery);
      if (slot != null && !publishesHidden(slot)) {
        return slot;
      }
    }
    return null;
  }

  private static boolean olderFirst(Group a, Group b) {
    return a.slots.first().nanos() < b.slots.first().nanos();
  }
}
