package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/**
 * Connections by their 4-tuple alone, to find the one that a segment from elsewhere shows again: in
 * another VLAN or tunnel of the same capture, or in another capture. Asked only where a segment is
 * of no connection known, and bounded for each 4-tuple, so that equal ones in many VLANs cost
 * nothing.
 */
final class Standing {
  private static final int MOST_OF_A_TUPLE = 16;

  private Connection[] buckets = new Connection[256];
  private int size;

  void add(Connection connection) {
    if (of(connection) >= MOST_OF_A_TUPLE) {
      return;
    }
    if (size >= buckets.length) {
      grow();
    }
    link(connection);
    connection.standing = true;
    size++;
  }

  private int of(Connection connection) {
    int found = 0;
    for (Connection c = bucket(connection.endsHash); c != null; c = c.nextStanding) {
      found += c.sameEnds(connection) ? 1 : 0;
    }
    return found;
  }

  private Connection bucket(int hash) {
    return buckets[hash & buckets.length - 1];
  }

  private void link(Connection connection) {
    int index = connection.endsHash & buckets.length - 1;
    connection.nextStanding = buckets[index];
    buckets[index] = connection;
  }

  private void grow() {
    Connection[] old = buckets;
    buckets = new Connection[old.length * 2];
    for (Connection head : old) {
      for (Connection c = head; c != null; ) {
        Connection next = c.nextStanding;
        link(c);
        c = next;
      }
    }
  }

  void remove(Connection connection) {
    if (!connection.standing) {
      return;
    }
    int index = connection.endsHash & buckets.length - 1;
    if (buckets[index] == connection) {
      buckets[index] = connection.nextStanding;
    } else {
      Connection before = buckets[index];
      while (before.nextStanding != connection) {
        before = before.nextStanding;
      }
      before.nextStanding = connection.nextStanding;
    }
    connection.nextStanding = null;
    connection.standing = false;
    size--;
  }

  /** The connection that a segment shows again, or null. */
  Connection shownBy(TcpSegment segment) {
    Connection found = bucket(ConnectionTable.endsHash(segment));
    while (found != null && !found.isShownBy(segment)) {
      found = found.nextStanding;
    }
    return found;
  }
}
