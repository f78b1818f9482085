package dev.hopscope.stream;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.net.TcpSegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Turns TCP segments into two byte streams a connection.
 *
 * <p>A connection is keyed by capture point, scope and 4-tuple. Where another scope or point shows
 * the same 4-tuple with the same initial sequence numbers, or near ones in both directions at the
 * same time, it is the same connection seen again: within one capture point its segments go on with
 * it, those of another are counted and ignored. A SYN that does not repeat the one known begins a
 * new connection with the same key; the old one ends as {@link EndCause#REPLACED} if it had not
 * ended. One that does repeat it after the connection has ended begins a new one too, with the same
 * {@link TcpConnection#tcpStream()}, as Wireshark counts. A connection that has ended is remembered
 * for {@link StreamLimits#remainderNanos()}, so that repeated FINs and late ACKs begin no new one.
 *
 * <p>Rules of one direction, of which {@link HalfStream} has the details of holes:
 *
 * <ul>
 *   <li>bytes in order are passed on as a view of the segment's buffer, without a copy;
 *   <li>bytes ahead of their turn wait in a bounded store; of overlapping copies the first wins,
 *       unless the second has a valid checksum and the first a wrong one;
 *   <li>a sequence number more than 1 GiB ahead is ignored;
 *   <li>a FIN acts when the stream reaches it, whatever the order of segments;
 *   <li>a RST near the place expected ends both directions, after what waits was passed on behind
 *       declared gaps; its own payload is no part of the stream;
 *   <li>data behind a FIN or RST is ignored and counted.
 * </ul>
 *
 * <p>Losses are declared by capture time alone. Holes that are due are declared before the segment
 * at hand is looked at, so that what a connection yields does not depend on others.
 *
 * <p>Not thread-safe. Nothing in a segment makes it throw.
 */
public final class TcpReassembler {
  private final Shared shared;
  private final StreamListener listener;
  private final CaptureClock clock;
  private final ConnectionTable table = new ConnectionTable();
  private final Standing standing = new Standing();
  private SegmentListener segments;
  private int connections;
  private int[] streamsByPoint = new int[4];

  /** Creates a reassembler with a clock of its own. */
  public TcpReassembler(StreamLimits limits, StreamListener listener) {
    this(limits, Limits.defaults(), listener, new CaptureClock());
  }

  /**
   * Creates a reassembler that shares a clock with other stages; it advances the clock by each
   * segment's time, which does no harm where its owner did so already.
   *
   * @param run where a limit that was hit is counted
   */
  public TcpReassembler(
      StreamLimits limits, Limits run, StreamListener listener, CaptureClock clock) {
    this.shared = new Shared(limits, run, clock);
    this.listener = listener;
    this.clock = clock;
  }

  /** Has every segment told of, after the stages were told what it holds; null for nobody. */
  public void observe(SegmentListener listener) {
    segments = listener;
  }

  /** Takes the next segment; its buffer is not kept. */
  public void onSegment(TcpSegment segment) {
    clock.advance(segment.timeNanos());
    shared.arrive(segment);
    expire();
    shared.turnTo(segment.point());
    Known known = table.find(segment);
    if (known instanceof Known.View view) {
      known = stillShows(view, segment) ? view : null;
    }
    if (known == null) {
      known = anotherView(segment);
    }
    if (known instanceof Known.View view) {
      onView(view, segment);
      return;
    }
    Connection connection = (Connection) known;
    int side = connection == null ? -1 : connection.sideOf(segment);
    int stream = -1;
    if (connection != null && connection.isReplacedBy(segment, side)) {
      connection.end(EndCause.REPLACED);
      forget(connection);
      stream = connection.repeatsSyn(segment, side) ? connection.tcpStream() : -1;
      connection = null;
      Known.View view = anotherView(segment);
      if (view != null) {
        onView(view, segment);
        return;
      }
    }
    if (connection == null) {
      connection = open(segment, stream);
      side = connection.sideOf(segment);
    }
    take(connection, segment, side);
  }

  private void take(Connection connection, TcpSegment segment, int side) {
    if (!connection.ended()) {
      shared.open.add(connection.age, clock.now());
    }
    connection.onSegment(segment, side);
    if (segments != null) {
      segments.onSegment(connection, side, segment, connection.positionOf(segment, side));
    }
  }

  // its 4-tuple may be used again there first
  private boolean stillShows(Known.View view, TcpSegment segment) {
    if (!view.of.isReplacedBy(segment, view.of.sideByEnds(segment))) {
      return true;
    }
    table.remove(view);
    view.of.views().all().remove(view);
    return false;
  }

  private Known.View anotherView(TcpSegment segment) {
    Connection shown = standing.shownBy(segment);
    if (shown == null) {
      return null;
    }
    if (table.size() >= shared.limits.connections()) {
      evict();
      shared.turnTo(segment.point());
      if (!shown.standing) {
        return null;
      }
    }
    Known.View view = new Known.View(segment, shown);
    if (view.point() != shown.point()) {
      nextStream(view.point());
    }
    shown.add(view);
    table.add(view);
    return view;
  }

  // What one capture point shows twice completes itself; of two, the one that was first stands.
  private void onView(Known.View view, TcpSegment segment) {
    if (view.point() == view.of.point()) {
      take(view.of, segment, view.of.sideByEnds(segment));
    } else {
      view.of.twinFrames++;
    }
  }

  private Connection open(TcpSegment segment, int knownStream) {
    if (table.size() >= shared.limits.connections()) {
      evict();
      shared.turnTo(segment.point());
    }
    int stream = knownStream < 0 ? nextStream(segment.point()) : knownStream;
    Connection connection = new Connection(shared, segment, connections++, stream);
    table.add(connection);
    standing.add(connection);
    connection.attach(listener.onConnection(connection, shared.at()));
    return connection;
  }

  private int nextStream(int point) {
    if (point >= streamsByPoint.length) {
      int length = Math.max(point + 1, streamsByPoint.length * 2);
      streamsByPoint = Arrays.copyOf(streamsByPoint, length);
    }
    return streamsByPoint[point]++;
  }

  private void evict() {
    Connection oldest = shared.closed.peek();
    if (oldest == null) {
      oldest = shared.open.peek();
      shared.run.hit(Limit.STREAM_CONNECTIONS);
      shared.turnTo(oldest.point());
      oldest.end(EndCause.LIMIT);
    }
    forget(oldest);
  }

  private void forget(Connection connection) {
    AgeList.remove(connection.age);
    table.remove(connection);
    standing.remove(connection);
    if (connection.views() != null) {
      connection.views().all().forEach(table::remove);
      connection.views().all().clear();
    }
  }

  /**
   * Declares what is due at a time; for frames that carry no segment.
   *
   * @param nanos the time of the frame, as {@link CaptureClock#advance} takes it
   */
  public void onTime(long nanos) {
    clock.advance(nanos);
    expire();
  }

  private void expire() {
    long now = clock.now();
    HalfStream half = shared.acked.pollUntil(now - shared.limits.ackedGraceNanos());
    while (half != null) {
      half.onAckedGrace();
      half = shared.acked.pollUntil(now - shared.limits.ackedGraceNanos());
    }
    half = shared.waiting.pollUntil(now - shared.limits.unackedWaitNanos());
    while (half != null) {
      half.onUnackedWait();
      half = shared.waiting.pollUntil(now - shared.limits.unackedWaitNanos());
    }
    Connection closed = shared.closed.pollUntil(now - shared.limits.remainderNanos());
    while (closed != null) {
      forget(closed);
      closed = shared.closed.pollUntil(now - shared.limits.remainderNanos());
    }
  }

  /**
   * Ends every connection that is still open, in the order in which they began: declares its holes
   * and ends both directions with {@link EndCause#CAPTURE_END}.
   */
  public void end() {
    List<Connection> open = new ArrayList<>();
    for (Connection c = shared.open.poll(); c != null; c = shared.open.poll()) {
      open.add(c);
    }
    open.sort(Comparator.comparingInt(Connection::point).thenComparingInt(Connection::tcpStream));
    for (Connection connection : open) {
      shared.turnTo(connection.point());
      connection.end(EndCause.CAPTURE_END);
    }
    for (Connection c = shared.closed.poll(); c != null; c = shared.closed.poll()) {
      forget(c);
    }
  }

  /**
   * Hands on nothing more of a connection and stores nothing for it; nor does its end reach the
   * stages. May be called from a stage. The connection stays known, so that its segments begin no
   * new one.
   */
  public void ignore(TcpConnection connection) {
    ((Connection) connection).ignore();
  }

  /** What was met so far, over all connections. */
  public StreamCounters counters() {
    return shared.counters;
  }

  /** The limits of the run, with how often each was hit. */
  public Limits limits() {
    return shared.run;
  }

  /** Bytes that wait for earlier ones now, over all connections. */
  public long bytesHeld() {
    return shared.stored.held;
  }
}
