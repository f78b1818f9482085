package dev.hopscope.trace;

/**
 * How long the linker waits, in nanoseconds of capture time. How much it holds is in {@link
 * dev.hopscope.limits.Limits}.
 *
 * @param waitNanos how long after its PUBLISH a delivery of a message is expected
 * @param holdNanos how long a delivery that fits nothing waits for its message, which may have been
 *     captured a little later
 * @param lingerNanos how long a served message still takes further copies
 */
public record LinkOptions(long waitNanos, long holdNanos, long lingerNanos) {

  /** 30 s, 50 ms, 1 s. */
  public static final LinkOptions DEFAULT =
      new LinkOptions(30_000_000_000L, 50_000_000L, 1_000_000_000L);

  /** The same with another {@link #waitNanos()}. */
  public LinkOptions withWaitNanos(long nanos) {
    return new LinkOptions(nanos, holdNanos, lingerNanos);
  }

  /** The same with another {@link #lingerNanos()}. */
  public LinkOptions withLingerNanos(long nanos) {
    return new LinkOptions(waitNanos, holdNanos, nanos);
  }
}
