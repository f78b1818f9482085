package dev.hopscope.stream;

import dev.hopscope.net.TcpSegment;
import java.util.List;

/** One TCP connection: tells its handshake, resets and replacement, and drives its two halves. */
final class Connection extends Known implements TcpConnection {
  /** A RST farther than this from the place expected is none of this connection's. */
  private static final long RESET_TOLERANCE = 1L << 24;

  /** Bytes by which two views of one connection may be apart. */
  private static final long NEAR = 1L << 20;

  private static final long AT_ONE_TIME_NANOS = 60_000_000_000L;

  /** Key and chain of {@link Standing}. */
  final int endsHash;

  Connection nextStanding;
  boolean standing;

  /** Its place among the open or the closed connections. */
  final AgeList.Entry<Connection> age = new AgeList.Entry<>(this);

  long retransmittedSegments;
  long duplicateFrames;
  long overlapConflicts;
  long twinFrames;

  private final Shared shared;
  private final int number;
  private final int tcpStream;
  private final HalfStream firstHalf;
  private final HalfStream secondHalf;
  private final long firstTimeNanos;
  private long lastTimeNanos;
  private long synTimeNanos;
  private long lastSynTimeNanos;
  private long roundTripNanos = -1;
  private final int[] synIpIds = {-1, -1};
  private Views views;
  private boolean synSeen;
  private boolean openerSynSeen;
  private boolean synAckSeen;
  private boolean handshakeOver;
  private boolean ignored;
  private int finsWhileIgnored;
  private boolean lossy;
  private boolean awaited0;
  private boolean awaited1;
  private long toldPassed;

  Connection(Shared shared, TcpSegment segment, int number, int tcpStream) {
    super(segment);
    this.shared = shared;
    this.number = number;
    this.tcpStream = tcpStream;
    endsHash = ConnectionTable.endsHash(segment);
    firstTimeNanos = segment.timeNanos();
    lastTimeNanos = firstTimeNanos;
    firstHalf = new HalfStream(shared, this);
    secondHalf = new HalfStream(shared, this);
    synSeen = segment.has(TcpSegment.SYN);
  }

  void attach(ByteStage[] stages) {
    firstHalf.attach(stages[0]);
    secondHalf.attach(stages[1]);
  }

  boolean sameEnds(Connection other) {
    return first.equals(other.first) && second.equals(other.second)
        || first.equals(other.second) && second.equals(other.first);
  }

  /**
   * Whether a segment from elsewhere belongs to this very connection: a SYN by the initial sequence
   * numbers, any other by numbers near in both directions, all at about the same time.
   */
  boolean isShownBy(TcpSegment segment) {
    int side = sideByEnds(segment);
    boolean now = Math.abs(segment.timeNanos() - lastTimeNanos) <= AT_ONE_TIME_NANOS;
    if (side < 0 || ignored || !now) {
      return false;
    }
    HalfStream from = half(side);
    HalfStream to = other(from);
    boolean acknowledges = segment.has(TcpSegment.ACK);
    if (segment.has(TcpSegment.SYN)) {
      boolean same = from.startKnown() && repeatsSyn(segment, side);
      boolean answer = acknowledges && to.startKnown() && to.startsAt(segment.acknowledgement());
      return same || answer && !from.fixed();
    }
    return acknowledges
        && from.placed()
        && to.placed()
        && from.distance(segment.sequence()) <= NEAR
        && to.distance(segment.acknowledgement()) <= NEAR;
  }

  /** Takes notice of another view of this connection. */
  void add(View view) {
    if (views == null) {
      views = new Views();
    }
    views.add(view);
  }

  /** The other views; null where there are none. */
  Views views() {
    return views;
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
      return !repeatsSyn(segment, side) || ended() && !isCopyOfSyn(segment, side);
    }
    // Two SYNs that cross open one connection (RFC 9293 section 3.5).
    return !to.untouched() || ended();
  }

  private boolean isCopyOfSyn(TcpSegment segment, int side) {
    boolean sameId = segment.ipId() > 0 && segment.ipId() == synIpIds[side];
    long within = sameId ? RecentSegments.EVIDENT_NANOS : RecentSegments.WITHIN_NANOS;
    return segment.timeNanos() - lastSynTimeNanos <= within;
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
      synIpIds[side] = segment.ipId();
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
    tellStanding();
  }

  /** Bytes of it were declared lost. */
  void lossy() {
    lossy = true;
  }

  /** Tells the stages when what it awaits has changed, or may have where bytes were lost. */
  void tellStanding() {
    boolean now0 = firstHalf.awaitsBytes();
    boolean now1 = secondHalf.awaitsBytes();
    long passed = firstHalf.next() + secondHalf.next();
    if (now0 != awaited0 || now1 != awaited1 || lossy && passed != toldPassed) {
      awaited0 = now0;
      awaited1 = now1;
      toldPassed = passed;
      (firstHalf.ended() ? secondHalf : firstHalf).tellStanding();
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
    from.onReset(segment.sequence());
    if (segment.has(TcpSegment.ACK)) {
      to.onResetAck(segment.acknowledgement());
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
    return half.distance(sequence) <= RESET_TOLERANCE;
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
  public int number() {
    return number;
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
  public long passed(int side) {
    return half(side).next();
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
  public List<Integer> twinCaptures() {
    return views == null ? List.of() : views.captures();
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
