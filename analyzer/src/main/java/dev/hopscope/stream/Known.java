package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;
import java.util.ArrayList;
import java.util.List;

/** A 4-tuple as one capture and scope show it: a connection, or another view of one. */
abstract class Known {
  /** The table's key and chain. */
  final int hash;

  Known nextInBucket;

  final Endpoint first;
  final Endpoint second;

  // what both are compared with for every segment, here since they lie elsewhere
  private final long firstHigh;
  private final long firstLow;
  private final long secondHigh;
  private final long secondLow;
  private final int firstPort;
  private final int secondPort;
  private final boolean ipv6;

  private final int capture;
  private final int point;
  private final int scope;

  Known(TcpSegment segment) {
    hash = ConnectionTable.hash(segment);
    capture = segment.capture();
    point = segment.point();
    scope = segment.scope();
    boolean fromSecond = segment.has(TcpSegment.SYN | TcpSegment.ACK);
    first = fromSecond ? destination(segment) : source(segment);
    second = fromSecond ? source(segment) : destination(segment);
    firstHigh = first.high();
    firstLow = first.low();
    firstPort = first.port();
    secondHigh = second.high();
    secondLow = second.low();
    secondPort = second.port();
    ipv6 = first.ipv6();
  }

  private static Endpoint source(TcpSegment s) {
    return new Endpoint(s.ipv6(), s.sourceHigh(), s.sourceLow(), s.sourcePort());
  }

  private static Endpoint destination(TcpSegment s) {
    return new Endpoint(s.ipv6(), s.destinationHigh(), s.destinationLow(), s.destinationPort());
  }

  /** The capture that showed it first. */
  public int capture() {
    return capture;
  }

  /** The capture point that shows it. */
  public int point() {
    return point;
  }

  /** Which side sent a segment, or -1 if it is not shown here. */
  int sideOf(TcpSegment s) {
    return s.point() == point && s.scope() == scope ? sideByEnds(s) : -1;
  }

  /** Which side sent a segment by its addresses and ports alone, or -1. */
  int sideByEnds(TcpSegment s) {
    if (s.ipv6() != ipv6) {
      return -1;
    }
    if (firstLow == s.sourceLow() && firstPort == s.sourcePort()) {
      boolean same =
          secondLow == s.destinationLow()
              && secondPort == s.destinationPort()
              && firstHigh == s.sourceHigh()
              && secondHigh == s.destinationHigh();
      if (same) {
        return 0;
      }
    }
    boolean back =
        secondLow == s.sourceLow()
            && secondPort == s.sourcePort()
            && firstLow == s.destinationLow()
            && firstPort == s.destinationPort()
            && secondHigh == s.sourceHigh()
            && firstHigh == s.destinationHigh();
    return back ? 1 : -1;
  }

  /** A connection that is known already, as another VLAN, tunnel or capture shows it. */
  static final class View extends Known {
    final Connection of;

    View(TcpSegment segment, Connection of) {
      super(segment);
      this.of = of;
    }
  }

  /** The other views of one connection. */
  static final class Views {
    private final List<View> all = new ArrayList<>(1);
    private final List<Integer> captures = new ArrayList<>(1);

    List<View> all() {
      return all;
    }

    /** The other captures that show it, in the order in which they did. */
    List<Integer> captures() {
      return captures;
    }

    void add(View view) {
      all.add(view);
      if (view.point() != view.of.point() && !captures.contains(view.capture())) {
        captures.add(view.capture());
      }
    }
  }
}
