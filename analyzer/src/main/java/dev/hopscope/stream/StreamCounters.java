package dev.hopscope.stream;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the reassembler met over all connections; grows while it works. */
public final class StreamCounters {
  long directionLimit;
  long totalLimit;
  long connectionLimit;
  long farAhead;
  long afterEnd;
  long beforeStart;
  long keepAliveProbes;
  long zeroWindowProbes;
  long ignoredResets;

  StreamCounters() {}

  /**
   * How often each limit was hit, by its name in {@code summary.limits}; limits never hit are left
   * out.
   */
  public Map<String, Long> limits() {
    Map<String, Long> hits = new LinkedHashMap<>();
    put(hits, "stream-direction-bytes", directionLimit);
    put(hits, "stream-total-bytes", totalLimit);
    put(hits, "stream-connections", connectionLimit);
    put(hits, "stream-sequence-far-ahead", farAhead);
    return hits;
  }

  private static void put(Map<String, Long> hits, String name, long count) {
    if (count > 0) {
      hits.put(name, count);
    }
  }

  /** Segments whose sequence number lay more than 1 GiB ahead; ignored. */
  public long segmentsFarAhead() {
    return farAhead;
  }

  /** Segments with data behind a FIN or a RST; the data was ignored. */
  public long segmentsAfterEnd() {
    return afterEnd;
  }

  /** Segments with data before the first byte seen of a stream whose start was not captured. */
  public long segmentsBeforeStart() {
    return beforeStart;
  }

  /** Keep-alive probes (RFC 9293 section 3.8.4). */
  public long keepAliveProbes() {
    return keepAliveProbes;
  }

  /** Zero-window probes (RFC 9293 section 3.8.6.1). */
  public long zeroWindowProbes() {
    return zeroWindowProbes;
  }

  /** RST segments far outside of what the receiver could accept; ignored. */
  public long ignoredResets() {
    return ignoredResets;
  }
}
