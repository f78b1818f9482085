package dev.hopscope.testkit;

import dev.hopscope.stream.Endpoint;
import dev.hopscope.stream.TcpConnection;
import java.util.List;

/**
 * A connection to a port, about which nothing changes: for tests of what only reads it.
 *
 * @param port that of side 1
 * @param synSeen whether its SYN was captured
 */
public record FixedConnection(int port, boolean synSeen) implements TcpConnection {
  @Override
  public int capture() {
    return 1;
  }

  @Override
  public int point() {
    return 1;
  }

  @Override
  public int number() {
    return 0;
  }

  @Override
  public int tcpStream() {
    return 0;
  }

  @Override
  public Endpoint endpoint(int side) {
    return new Endpoint(false, 0, side + 1, side == 0 ? 40_000 : port);
  }

  @Override
  public long firstTimeNanos() {
    return 0;
  }

  @Override
  public long lastTimeNanos() {
    return 0;
  }

  @Override
  public long roundTripNanos() {
    return -1;
  }

  @Override
  public boolean awaitsBytes(int side) {
    return false;
  }

  @Override
  public long retransmittedSegments() {
    return 0;
  }

  @Override
  public long duplicateFrames() {
    return 0;
  }

  @Override
  public long passed(int side) {
    return 0;
  }

  @Override
  public List<Integer> twinCaptures() {
    return List.of();
  }

  @Override
  public long twinFrames() {
    return 0;
  }

  @Override
  public long overlapConflicts() {
    return 0;
  }
}
