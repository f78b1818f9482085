package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/**
 * Connections and their other views by (capture point, scope, 4-tuple), either way round. Looking
 * one up allocates nothing: the connections themselves are the links of the table's chains.
 */
final class ConnectionTable {
  private Known[] buckets = new Known[256];
  private int size;

  int size() {
    return size;
  }

  /** The connection that a segment belongs to, or its other view; or null. */
  Known find(TcpSegment segment) {
    Known found = buckets[hash(segment) & buckets.length - 1];
    while (found != null && found.sideOf(segment) < 0) {
      found = found.nextInBucket;
    }
    return found;
  }

  void add(Known connection) {
    if (size >= buckets.length - (buckets.length >> 2)) {
      grow();
    }
    link(connection);
    size++;
  }

  void remove(Known connection) {
    int index = connection.hash & buckets.length - 1;
    Known before = null;
    Known at = buckets[index];
    while (at != connection) {
      before = at;
      at = at.nextInBucket;
    }
    if (before == null) {
      buckets[index] = connection.nextInBucket;
    } else {
      before.nextInBucket = connection.nextInBucket;
    }
    connection.nextInBucket = null;
    size--;
  }

  private void grow() {
    Known[] old = buckets;
    buckets = new Known[old.length * 2];
    for (Known head : old) {
      Known connection = head;
      while (connection != null) {
        Known next = connection.nextInBucket;
        link(connection);
        connection = next;
      }
    }
  }

  private void link(Known connection) {
    int index = connection.hash & buckets.length - 1;
    connection.nextInBucket = buckets[index];
    buckets[index] = connection;
  }

  /** A hash that is the same for both directions. */
  static int hash(TcpSegment segment) {
    return (int) RecentSegments.mix(ends(segment) + 31L * segment.point() + segment.scope());
  }

  /** A hash of the 4-tuple alone, the same for both directions. */
  static int endsHash(TcpSegment segment) {
    return (int) RecentSegments.mix(ends(segment));
  }

  private static long ends(TcpSegment segment) {
    return end(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort())
        + end(segment.destinationHigh(), segment.destinationLow(), segment.destinationPort());
  }

  private static long end(long high, long low, int port) {
    return RecentSegments.mix(RecentSegments.mix(high) + low + ((long) port << 40));
  }
}
