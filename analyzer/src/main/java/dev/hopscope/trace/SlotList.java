package dev.hopscope.trace;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Slots in order, linked through themselves: a slot is in one list at most, and being in it costs
 * nothing. There is one such list a receiver and message, so that objects of their own would double
 * what the linker keeps and touches.
 */
final class SlotList implements Iterable<Slot> {
  private Slot first;
  private Slot last;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The first slot, or null. */
  Slot first() {
    return first;
  }

  /** The last slot, or null. */
  Slot last() {
    return last;
  }

  /** Appends a slot that is in no list. */
  void add(Slot slot) {
    insertBehind(last, slot);
  }

  /** Inserts a slot that is in no list behind one of this list, or at the front for null. */
  void insertBehind(Slot before, Slot slot) {
    Slot after = before == null ? first : before.after;
    slot.before = before;
    slot.after = after;
    if (before == null) {
      first = slot;
    } else {
      before.after = slot;
    }
    if (after == null) {
      last = slot;
    } else {
      after.before = slot;
    }
    size++;
  }

  /** Removes a slot of this list. */
  void remove(Slot slot) {
    if (slot.before == null) {
      first = slot.after;
    } else {
      slot.before.after = slot.after;
    }
    if (slot.after == null) {
      last = slot.before;
    } else {
      slot.after.before = slot.before;
    }
    slot.before = null;
    slot.after = null;
    size--;
  }

  /** The slots now, in order. */
  List<Slot> copy() {
    List<Slot> slots = new ArrayList<>(size);
    forEach(slots::add);
    return slots;
  }

  /** Over the slots in order; the one last returned may leave the list meanwhile. */
  @Override
  public Iterator<Slot> iterator() {
    return new Iterator<>() {
      private Slot next = first;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Slot next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        Slot slot = next;
        next = slot.after;
        return slot;
      }
    };
  }
}
