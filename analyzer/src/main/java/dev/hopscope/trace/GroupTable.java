package dev.hopscope.trace;

import java.util.ArrayList;
import java.util.List;

/**
 * The groups of one receiver by what their messages share. A plain array with linear probing: every
 * delivery looks its group up, and most of that time goes into objects that are far away.
 */
final class GroupTable {
  private static final int SMALLEST = 8;

  private Group[] places = new Group[SMALLEST];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The group of equal messages, or null. */
  Group get(String topic, int payloadLength, long payloadDigest, long forwardedDigest) {
    int hash = Group.hash(topic, payloadLength, payloadDigest, forwardedDigest);
    int mask = places.length - 1;
    for (int place = hash & mask; places[place] != null; place = place + 1 & mask) {
      Group group = places[place];
      if (group.hash == hash && group.holds(topic, payloadLength, payloadDigest, forwardedDigest)) {
        return group;
      }
    }
    return null;
  }

  /** Adds a group of which there is none that holds the same. */
  void add(Group group) {
    if (2 * (size + 1) > places.length) {
      resize(2 * places.length);
    }
    put(group);
    size++;
  }

  /** Removes a group; false if it is not there. */
  boolean remove(Group group) {
    int mask = places.length - 1;
    int place = group.hash & mask;
    while (places[place] != group) {
      if (places[place] == null) {
        return false;
      }
      place = place + 1 & mask;
    }
    closeGap(place);
    size--;
    if (places.length > SMALLEST && size < places.length / 8) {
      resize(places.length / 4);
    }
    return true;
  }

  /** The groups now, in no order. */
  List<Group> all() {
    List<Group> all = new ArrayList<>(size);
    for (Group group : places) {
      if (group != null) {
        all.add(group);
      }
    }
    return all;
  }

  private void put(Group group) {
    int mask = places.length - 1;
    int place = group.hash & mask;
    while (places[place] != null) {
      place = place + 1 & mask;
    }
    places[place] = group;
  }

  // what probing had moved on moves back, so that it is found again
  private void closeGap(int emptied) {
    int mask = places.length - 1;
    int empty = emptied;
    places[empty] = null;
    for (int at = empty + 1 & mask; places[at] != null; at = at + 1 & mask) {
      int home = places[at].hash & mask;
      if ((at - home & mask) >= (at - empty & mask)) {
        places[empty] = places[at];
        places[at] = null;
        empty = at;
      }
    }
  }

  private void resize(int length) {
    Group[] former = places;
    places = new Group[Math.max(SMALLEST, length)];
    for (Group group : former) {
      if (group != null) {
        put(group);
      }
    }
  }
}
