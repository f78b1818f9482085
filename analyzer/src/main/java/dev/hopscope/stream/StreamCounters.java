package dev.hopscope.stream;

/** What the reassembler met over all connections; grows while it works. */
public final class StreamCounters {
  long afterEnd;
  long beforeStart;
  long keepAliveProbes;
  long zeroWindowProbes;
  long ignoredResets;

  StreamCounters() {}

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
