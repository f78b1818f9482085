package dev.hopscope.qos;

import java.util.ArrayList;
import java.util.List;

/**
 * The flows of one direction of a connection that are under way: by packet identifier, and in the
 * order in which they began. A plain array with linear probing, since clients count identifiers up;
 * an empty one costs nothing.
 */
final class FlowTable {
  private static final QosFlow[] NONE = new QosFlow[0];
  private static final int SMALLEST = 4;

  private QosFlow[] places = NONE;
  private int size;
  private QosFlow oldest;
  private QosFlow newest;

  /** The flow that uses an identifier, or null. */
  QosFlow get(int packetId) {
    if (size == 0) {
      return null;
    }
    return places[placeOf(packetId)];
  }

  /** Adds a flow as the newest; one of the same identifier leaves. */
  void put(QosFlow flow) {
    QosFlow former = get(flow.packetId());
    if (former != null) {
      remove(former);
    }
    if (2 * (size + 1) > places.length) {
      resize(Math.max(SMALLEST, 2 * places.length));
    }
    places[placeOf(flow.packetId())] = flow;
    size++;
    flow.older = newest;
    if (newest == null) {
      oldest = flow;
    } else {
      newest.newer = flow;
    }
    newest = flow;
  }

  /** Removes a flow; false if it is not there. */
  boolean remove(QosFlow flow) {
    if (get(flow.packetId()) != flow) {
      return false;
    }
    closeGap(placeOf(flow.packetId()));
    size--;
    if (flow.older == null) {
      oldest = flow.newer;
    } else {
      flow.older.newer = flow.newer;
    }
    if (flow.newer == null) {
      newest = flow.older;
    } else {
      flow.newer.older = flow.older;
    }
    flow.older = null;
    flow.newer = null;
    if (size == 0 && places.length > SMALLEST) {
      places = NONE; // after a burst
    }
    return true;
  }

  /** The flow that began first, or null. */
  QosFlow oldest() {
    return oldest;
  }

  /** All flows, the oldest first; a copy. */
  List<QosFlow> all() {
    List<QosFlow> all = new ArrayList<>(size);
    for (QosFlow flow = oldest; flow != null; flow = flow.newer) {
      all.add(flow);
    }
    return all;
  }

  // where an identifier is, or would be
  private int placeOf(int packetId) {
    int mask = places.length - 1;
    int place = packetId & mask;
    while (places[place] != null && places[place].packetId() != packetId) {
      place = place + 1 & mask;
    }
    return place;
  }

  // what probing had moved on moves back, so that it is found again
  private void closeGap(int emptied) {
    int mask = places.length - 1;
    int empty = emptied;
    places[empty] = null;
    for (int at = empty + 1 & mask; places[at] != null; at = at + 1 & mask) {
      int home = places[at].packetId() & mask;
      if ((at - home & mask) >= (at - empty & mask)) {
        places[empty] = places[at];
        places[at] = null;
        empty = at;
      }
    }
  }

  private void resize(int length) {
    QosFlow[] former = places;
    places = new QosFlow[length];
    for (QosFlow flow : former) {
      if (flow != null) {
        places[placeOf(flow.packetId())] = flow;
      }
    }
  }
}
