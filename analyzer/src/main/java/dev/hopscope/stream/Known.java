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
    if (s.ipv6() != first.ipv6()) {
      return -1;
    }
    if (isSource(first, s) && isDestination(second, s)) {
      return 0;
    }
    return isSource(second, s) && isDestination(first, s) ? 1 : -1;
  }

  private static boolean isSource(Endpoint end, TcpSegment s) {
    return end.port() == s.sourcePort()
        && end.low() == s.sourceLow()
        && end.high() == s.sourceHigh();
  }

  private static boolean isDestination(Endpoint end, TcpSegment s) {
    return end.port() == s.destinationPort()
        && end.low() == s.destinationLow()
        && end.high() == s.destinationHigh();
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
