package dev.hopscope.trace;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;

/**
 * The slots that were served a while ago and are still known: of some a further copy is owed, of
 * the others one would be a duplicate. Those are many and seldom asked for, so fewer of them are
 * kept.
 */
final class ServedSlots {
  /** Which part of the limit those may take that got all their copies. */
  private static final int WHOLE_PART = 4;

  /** Leave together at most. */
  private static final int BATCH = 128;

  private final LinkOptions options;
  private final Limits limits;
  private final Groups groups;
  private final AgeQueue<Slot> owing = new AgeQueue<>(slot -> slot.state == Slot.State.SERVED);
  private final AgeQueue<Slot> whole = new AgeQueue<>(slot -> slot.state == Slot.State.SERVED);
  private final Slot[] leaving = new Slot[BATCH];
  private int owingCount;
  private int wholeCount;

  ServedSlots(LinkOptions options, Limits limits, Groups groups) {
    this.options = options;
    this.limits = limits;
    this.groups = groups;
  }

  /** Keeps a slot that is served now. */
  void add(Slot slot, long now) {
    long max = limits.max(Limit.SERVED_SLOTS);
    long due = now + options.lingerNanos();
    if (slot.copiesLeft() > 0) {
      owing.add(slot, due);
      if (++owingCount > max) {
        int left = take(owing, max);
        owingCount -= left;
        countHits(left);
        forget(left);
      }
    } else {
      whole.add(slot, due);
      long part = (max + WHOLE_PART - 1) / WHOLE_PART;
      if (++wholeCount > part) {
        int left = take(whole, part);
        wholeCount -= left;
        forget(left);
      }
    }
  }

  // the oldest, and with a large limit some more, so that there is room for a while
  private int take(AgeQueue<Slot> queue, long max) {
    int room = (int) Math.min(max / 32, BATCH - 1);
    return queue.takeDue(Long.MAX_VALUE, leaving, room + 1);
  }

  // a copy that was not owed would have been a fault of the broker
  private void countHits(int left) {
    for (int i = 0; i < left; i++) {
      if (leaving[i].copiesLeft() > 0) {
        limits.hit(Limit.SERVED_SLOTS);
      }
    }
  }

  /** Forgets what has been kept long enough by a time. */
  void expire(long now) {
    owingCount -= expire(owing, now);
    wholeCount -= expire(whole, now);
  }

  private int expire(AgeQueue<Slot> queue, long now) {
    int all = 0;
    int left;
    do {
      left = queue.takeDue(now, leaving, BATCH);
      forget(left);
      all += left;
    } while (left == BATCH);
    return all;
  }

  // In two passes: the slots were served long ago, and with little to do for each the processor
  // fetches the next ones meanwhile.
  private void forget(int count) {
    for (int i = 0; i < count; i++) {
      Slot slot = leaving[i];
      slot.state = Slot.State.CLOSED;
      slot.group.forget(slot);
    }
    for (int i = 0; i < count; i++) {
      groups.dropIfEmpty(leaving[i].group);
      leaving[i] = null;
    }
  }
}
