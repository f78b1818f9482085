package dev.hopscope.connection;

import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.TcpConnection;
import java.util.List;

/** A TCP connection as it was when the latest event of it was recorded. */
final class TcpSnapshot implements TcpConnection {
  private static final int AWAITS = 1;
  private static final int SYN_SEEN = 4;

  /** What changes seldom, and is read only where a connection is reported. */
  record Counts(
      long roundTripNanos,
      long retransmittedSegments,
      long duplicateFrames,
      long twinFrames,
      List<Integer> twinCaptures,
      long overlapConflicts) {
    static Counts of(TcpConnection tcp) {
      return new Counts(
          tcp.roundTripNanos(),
          tcp.retransmittedSegments(),
          tcp.duplicateFrames(),
          tcp.twinFrames(),
          List.copyOf(tcp.twinCaptures()),
          tcp.overlapConflicts());
    }
  }

  private final int capture;
  private final int number;
  private final int point;
  private final int tcpStream;
  private final Endpoint first;
  private final Endpoint second;
  private final long firstTimeNanos;
  private long passed0;
  private long passed1;
  private long lastTimeNanos;
  private int bits;
  private Counts counts;

  /** Takes what never changes; {@link #set} and {@link #set(Counts)} are due before it is read. */
  TcpSnapshot(TcpConnection tcp) {
    capture = tcp.capture();
    number = tcp.number();
    point = tcp.point();
    tcpStream = tcp.tcpStream();
    first = tcp.endpoint(0);
    second = tcp.endpoint(1);
    firstTimeNanos = tcp.firstTimeNanos();
  }

  /** What is yes or no, as {@link #set} takes it. */
  static int bits(TcpConnection tcp) {
    return (tcp.awaitsBytes(0) ? AWAITS : 0)
        | (tcp.awaitsBytes(1) ? AWAITS << 1 : 0)
        | (tcp.synSeen() ? SYN_SEEN : 0);
  }

  void set(int newBits, long newPassed0, long newPassed1, long newLastTimeNanos) {
    bits = newBits;
    passed0 = newPassed0;
    passed1 = newPassed1;
    lastTimeNanos = newLastTimeNanos;
  }

  void set(Counts newCounts) {
    counts = newCounts;
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
    return (bits & SYN_SEEN) != 0;
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
    return counts.roundTripNanos();
  }

  @Override
  public boolean awaitsBytes(int side) {
    return (bits & AWAITS << side) != 0;
  }

  @Override
  public long passed(int side) {
    return side == 0 ? passed0 : passed1;
  }

  @Override
  public long retransmittedSegments() {
    return counts.retransmittedSegments();
  }

  @Override
  public long duplicateFrames() {
    return counts.duplicateFrames();
  }

  @Override
  public List<Integer> twinCaptures() {
    return counts.twinCaptures();
  }

  @Override
  public long twinFrames() {
    return counts.twinFrames();
  }

  @Override
  public long overlapConflicts() {
    return counts.overlapConflicts();
  }
}
