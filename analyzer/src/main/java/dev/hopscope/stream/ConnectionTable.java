package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/**
 * Connections by (capture point, scope, 4-tuple), either way round. Looking one up allocates
 * nothing: the connections themselves are the links of the table's chains.
 */
final class ConnectionTable {
  private Connection[] buckets = new Connection[256];
  private int size;

  int size() {
    return size;
  }

  /** The connection that a segment belongs to, or null. */
  Connection find(TcpSegment segment) {
    Connection found = buckets[hash(segment) & buckets.length - 1];
    while (found != null && found.sideOf(segment) < 0) {
      found = found.nextInBucket;
    }
    return found;
  }

  void add(Connection connection) {
    if (size >= buckets.length - (buckets.length >> 2)) {
      grow();
    }
    link(connection);
    size++;
  }

  void remove(Connection connection) {
    int index = connection.hash & buckets.length - 1;
    Connection before = null;
    Connection at = buckets[index];
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
    Connection[] old = buckets;
    buckets = new Connection[old.length * 2];
    for (Connection head : old) {
      Connection connection = head;
      while (connection != null) {
        Connection next = connection.nextInBucket;
        link(connection);
        connection = next;
      }
    }
  }

  private void link(Connection connection) {
    int index = connection.hash & buckets.length - 1;
    connection.nextInBucket = buckets[index];
    buckets[index] = connection;
  }

  /** A hash that is the same for both directions. */
  static int hash(TcpSegment segment) {
    long source = end(segment.sourceHigh(), segment.sourceLow(), segment.sourcePort());
    long destination =
        end(segment.destinationHigh(), segment.destinationLow(), segment.destinationPort());
    long both = source + destination + 31L * segment.point() + segment.scope();
    return (int) RecentSegments.mix(both);
  }

  private static long end(long high, long low, int port) {
    return RecentSegments.mix(RecentSegments.mix(high) + low + ((long) port << 40));
  }
}
