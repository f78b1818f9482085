package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;

/** One TCP connection: tells its handshake, resets and replacement, and drives its two halves. */
final class Connection implements TcpConnection {
  /** A RST farther than this from the place expected is none of this connection's. */
  private static final long RESET_TOLERANCE = 1L << 24;

  /** The table's key and chain. */
  final int hash;

  Connection nextInBucket;

  /** Its place among the open or the closed connections. */
  final AgeList.Entry<Connection> age = new AgeList.Entry<>(this);

  long retransmittedSegments;
  long duplicateFrames;
  long overlapConflicts;
  long twinFrames;

  private final Shared shared;
  private final int capture;
  private final int point;
  private final int scope;
  private final int number;
  private final int tcpStream;
  private final Endpoint first;
  private final Endpoint second;
  private final HalfStream firstHalf;
  private final HalfStream secondHalf;
  private final long firstTimeNanos;
  private long lastTimeNanos;
  private long synTimeNanos;
  private long lastSynTimeNanos;
  private long roundTripNanos = -1;
  private boolean synSeen;
  private boolean openerSynSeen;
  private boolean synAckSeen;
  private boolean handshakeOver;
  private boolean ignored;
  private int finsWhileIgnored;

  Connection(Shared shared, TcpSegment segment, int number, int tcpStream) {
    this.shared = shared;
    this.number = number;
    this.tcpStream = tcpStream;
    hash = ConnectionTable.hash(segment);
    capture = segment.capture();
    point = segment.point();
    scope = segment.scope();
    firstTimeNanos = segment.timeNanos();
    lastTimeNanos = firstTimeNanos;
    boolean fromSecond = segment.has(TcpSegment.SYN | TcpSegment.ACK);
    first = fromSecond ? destination(segment) : source(segment);
    second = fromSecond ? source(segment) : destination(segment);
    firstHalf = new HalfStream(shared, this);
    secondHalf = new HalfStream(shared, this);
    synSeen = segment.has(TcpSegment.SYN);
  }

  private static Endpoint source(TcpSegment s) {
    return new Endpoint(s.ipv6(), s.sourceHigh(), s.sourceLow(), s.sourcePort());
  }

  private static Endpoint destination(TcpSegment s) {
    return new Endpoint(s.ipv6(), s.destinationHigh(), s.destinationLow(), s.destinationPort());
  }

  void attach(ByteStage[] stages) {
    firstHalf.attach(stages[0]);
    secondHalf.attach(stages[1]);
  }

  /** Which side sent a segment, or -1 if it is none of this connection's. */
  int sideOf(TcpSegment s) {
    if (s.point() != point || s.scope() != scope || s.ipv6() != first.ipv6()) {
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

  private HalfStream half(int side) {
    return side == 0 ? firstHalf : secondHalf;
  }

  HalfStream other(HalfStream half) {
    return half == firstHalf ? secondHalf : firstHalf;
  }

  boolean ended() {
    return firstHalf.ended() && secondHalf.ended();
  }

  /**
   * Whether a segment begins another connection between the same ends: a SYN that does not repeat
   * the SYN known of its side, or repeats it after the connection has ended (a refused one tried
   * again, a capture replayed).
   */
  boolean isReplacedBy(TcpSegment segment, int side) {
    if (!segment.has(TcpSegment.SYN)) {
      return false;
    }
    HalfStream from = half(side);
    HalfStream to = other(from);
    if (segment.has(TcpSegment.ACK)) {
      return to.fixed()
          ? !answers(to, segment.acknowledgement())
          : from.fixed() && !from.startsAt(segment.sequence() + 1);
    }
    if (from.fixed()) {
      return !repeatsSyn(segment, side)
          || ended() && segment.timeNanos() - lastSynTimeNanos > RecentSegments.WITHIN_NANOS;
    }
    // Two SYNs that cross open one connection (RFC 9293 section 3.5).
    return !to.untouched() || ended();
  }

  /** Whether a SYN is the one that this connection began with; Wireshark then counts no new one. */
  boolean repeatsSyn(TcpSegment segment, int side) {
    return half(side).startsAt(segment.sequence() + 1);
  }

  private static boolean answers(HalfStream opener, int acknowledgement) {
    if (!opener.startKnown()) {
      return opener.startsAt(acknowledgement);
    }
    long position = opener.positionOf(acknowledgement);
    return position >= 0 && position <= opener.next();
  }

  /** The stream position of the first byte that a segment of a side carries, or would carry. */
  long positionOf(TcpSegment segment, int side) {
    HalfStream from = half(side);
    int first = segment.sequence() + (segment.has(TcpSegment.SYN) ? 1 : 0);
    return from.placed() ? from.positionOf(first) : SegmentListener.NOWHERE;
  }

  /** Takes the next segment of this connection. */
  void onSegment(TcpSegment segment, int side) {
    lastTimeNanos = Math.max(lastTimeNanos, segment.timeNanos());
    if (ignored) {
      watch(segment, side);
      return;
    }
    HalfStream from = half(side);
    HalfStream to = other(from);
    if (segment.has(TcpSegment.RST)) {
      onReset(segment, from, to);
      return;
    }
    if (segment.has(TcpSegment.SYN)) {
      onSyn(segment, from, to);
    } else if (!handshakeOver && side == 0 && segment.has(TcpSegment.ACK)) {
      onHandshakeAck(segment);
    }
    boolean acknowledges = segment.has(TcpSegment.ACK);
    if (acknowledges) {
      // before its payload, which the stages judge by what the other side is known to have sent
      to.onAck(segment.acknowledgement());
      if (to.placed()) {
        from.onReceived(to.positionOf(segment.acknowledgement()));
      }
    }
    from.onSegment(segment);
    if (acknowledges && segment.wireLength() > 0 && from.placed()) {
      long end = from.positionOf(segment.sequence()) + segment.wireLength();
      to.onAnswer(segment.acknowledgement(), end);
    }
  }

  private void onSyn(TcpSegment segment, HalfStream from, HalfStream to) {
    synSeen = true;
    lastSynTimeNanos = segment.timeNanos();
    from.startAt(segment.sequence() + 1);
    if (segment.has(TcpSegment.ACK)) {
      synAckSeen = true;
      to.startAt(segment.acknowledgement());
    } else if (from == firstHalf && !synAckSeen) {
      // The last SYN before its answer: after a repeated one the round trip starts there.
      openerSynSeen = true;
      synTimeNanos = segment.timeNanos();
    }
  }

  private void onHandshakeAck(TcpSegment segment) {
    handshakeOver = true;
    if (!openerSynSeen) {
      return;
    }
    if (!secondHalf.fixed() && firstHalf.startsAt(segment.sequence())) {
      secondHalf.startAt(segment.acknowledgement());
    }
    if (synAckSeen && secondHalf.startsAt(segment.acknowledgement())) {
      roundTripNanos = Math.max(-1, segment.timeNanos() - synTimeNanos);
    }
  }

  private void onReset(TcpSegment segment, HalfStream from, HalfStream to) {
    if (!isBelieved(segment, from, to)) {
      shared.counters.ignoredResets++;
      return;
    }
    from.end(EndCause.RESET_SENT);
    to.end(EndCause.RESET_RECEIVED);
  }

  private static boolean isBelieved(TcpSegment segment, HalfStream from, HalfStream to) {
    if (from.fixed()) {
      return near(from, segment.sequence());
    }
    boolean answer = segment.has(TcpSegment.ACK);
    if (to.startKnown() && to.untouched()) {
      // Before the answer to its SYN, only a RST that acknowledges the SYN is one (RFC 9293
      // section 3.10.7.3).
      return answer && to.startsAt(segment.acknowledgement());
    }
    return !answer || !to.fixed() || near(to, segment.acknowledgement());
  }

  private static boolean near(HalfStream half, int sequence) {
    return Math.abs(half.positionOf(sequence) - half.next()) <= RESET_TOLERANCE;
  }

  /** Ends both directions, side 0 first. */
  void end(EndCause cause) {
    firstHalf.end(cause);
    secondHalf.end(cause);
  }

  /** One of the halves has ended. */
  void onHalfEnded() {
    if (ended()) {
      close();
    }
  }

  private void close() {
    firstHalf.release();
    secondHalf.release();
    shared.closed.add(age, shared.now());
  }

  /** Hands nothing more to the stages, and holds nothing. */
  void ignore() {
    ignored = true;
    firstHalf.detach();
    secondHalf.detach();
  }

  // What is held is given back here and not in ignore(), which a half may be in the middle of.
  private void watch(TcpSegment segment, int side) {
    firstHalf.release();
    secondHalf.release();
    if (segment.has(TcpSegment.FIN)) {
      finsWhileIgnored |= 1 << side;
    }
    if (finsWhileIgnored == 3 || segment.has(TcpSegment.RST)) {
      end(EndCause.FIN);
    }
  }

  @Override
  public int capture() {
    return capture;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public int point() {
    return point;
  }

  @Override
  public int tcpStream() {
    return tcpStream;
  }

  @Override
  public Endpoint endpoint(int side) {
    return side == 0 ? first : second;
  }

  @Override
  public boolean synSeen() {
    return synSeen;
  }

  @Override
  public long firstTimeNanos() {
    return firstTimeNanos;
  }

  @Override
  public long lastTimeNanos() {
    return lastTimeNanos;
  }

  @Override
  public long roundTripNanos() {
    return roundTripNanos;
  }

  @Override
  public boolean awaitsBytes(int side) {
    return half(side).awaitsBytes();
  }

  @Override
  public long retransmittedSegments() {
    return retransmittedSegments;
  }

  @Override
  public long duplicateFrames() {
    return duplicateFrames;
  }

  @Override
  public long twinFrames() {
    return twinFrames;
  }

  @Override
  public long overlapConflicts() {
    return overlapConflicts;
  }
}
