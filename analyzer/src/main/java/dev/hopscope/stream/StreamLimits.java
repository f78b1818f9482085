package dev.hopscope.stream;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;

/**
 * What the reassembler may hold and how long it waits; all finite.
 *
 * @param bytesPerDirection bytes of one direction that may wait for earlier ones, a fixed cost of
 *     {@link #BYTES_PER_CHUNK} a stored segment included
 * @param bytesInAll the same over all connections
 * @param connections connections remembered, ended ones included; at least 1
 * @param sequenceWindow how many bytes ahead of those expected a sequence number is believed; no
 *     window is larger than 1 GiB (RFC 7323 section 2.3)
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
    long sequenceWindow,
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
        || sequenceWindow < 1
        || ackedGraceNanos < 0
        || unackedWaitNanos < 0
        || remainderNanos < 0) {
      throw new IllegalArgumentException("stream limits must be positive");
    }
  }

  /** The bounds of {@link Limit}, 250 ms of grace, 10 s of waiting, 60 s of memory. */
  public static StreamLimits defaults() {
    return of(Limits.defaults());
  }

  /** The bounds of a run, with the default waits. */
  public static StreamLimits of(Limits run) {
    return new StreamLimits(
        run.max(Limit.STREAM_DIRECTION_BYTES),
        run.max(Limit.STREAM_TOTAL_BYTES),
        run.maxInt(Limit.STREAM_CONNECTIONS),
        run.max(Limit.STREAM_SEQUENCE_FAR_AHEAD),
        250_000_000L,
        10_000_000_000L,
        60_000_000_000L);
  }

  /** These limits with other bounds on stored bytes. */
  public StreamLimits withBytes(long perDirection, long inAll) {
    return new StreamLimits(
        perDirection,
        inAll,
        connections,
        sequenceWindow,
        ackedGraceNanos,
        unackedWaitNanos,
        remainderNanos);
  }

  /** These limits with another bound on connections. */
  public StreamLimits withConnections(int count) {
    return new StreamLimits(
        bytesPerDirection,
        bytesInAll,
        count,
        sequenceWindow,
        ackedGraceNanos,
        unackedWaitNanos,
        remainderNanos);
  }
}
