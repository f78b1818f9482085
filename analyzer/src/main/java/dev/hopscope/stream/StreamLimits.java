package dev.hopscope.stream;

/**
 * What the reassembler may hold and how long it waits; all finite.
 *
 * @param bytesPerDirection bytes of one direction that may wait for earlier ones, a fixed cost of
 *     {@link #BYTES_PER_CHUNK} a stored segment included
 * @param bytesInAll the same over all connections
 * @param connections connections remembered, ended ones included; at least 1
 * @param ackedGraceNanos how long a hole must have been acknowledged before it is declared lost: an
 *     ACK may be captured before the data that it acknowledges
 * @param unackedWaitNanos how long data may wait behind a hole that nobody acknowledges
 * @param remainderNanos how long an ended connection is remembered, so that repeated FINs and late
 *     ACKs open no new one
 */
public record StreamLimits(
    long bytesPerDirection,
    long bytesInAll,
    int connections,
    long ackedGraceNanos,
    long unackedWaitNanos,
    long remainderNanos) {

  /** What a stored segment costs beside its bytes. */
  public static final int BYTES_PER_CHUNK = 128;

  /** Checks that every limit is positive. */
  public StreamLimits {
    if (bytesPerDirection < 1
        || bytesInAll < 1
        || connections < 1
        || ackedGraceNanos < 0
        || unackedWaitNanos < 0
        || remainderNanos < 0) {
      throw new IllegalArgumentException("stream limits must be positive");
    }
  }

  /**
   * 1 MiB a direction, 64 MiB in all, 200,000 connections, 250 ms of grace, 10 s of waiting, 60 s
   * of memory for ended connections.
   */
  public static StreamLimits defaults() {
    return new StreamLimits(
        1 << 20, 64 << 20, 200_000, 250_000_000L, 10_000_000_000L, 60_000_000_000L);
  }

  /** These limits with other bounds on stored bytes. */
  public StreamLimits withBytes(long perDirection, long inAll) {
    return new StreamLimits(
        perDirection, inAll, connections, ackedGraceNanos, unackedWaitNanos, remainderNanos);
  }

  /** These limits with another bound on connections. */
  public StreamLimits withConnections(int count) {
    return new StreamLimits(
        bytesPerDirection, bytesInAll, count, ackedGraceNanos, unackedWaitNanos, remainderNanos);
  }
}
