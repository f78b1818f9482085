package dev.hopscope.trace;

/**
 * How long the linker waits, and how much it holds. Times are nanoseconds of capture time.
 *
 * @param waitNanos how long after its PUBLISH a delivery of a message is expected
 * @param holdNanos how long a delivery that fits nothing waits for its message, which may have been
 *     captured a little later
 * @param lingerNanos how long a served message still takes further copies
 * @param maxMessages messages whose trace is open
 * @param maxSlots slots that are open
 * @param maxQueued slots of sessions that have no connection
 * @param maxGroup members of a group
 */
public record LinkOptions(
    long waitNanos,
    long holdNanos,
    long lingerNanos,
    int maxMessages,
    int maxSlots,
    int maxQueued,
    int maxGroup) {

  /** 30 s, 50 ms, 1 s; a million messages, four million slots, a million queued, 1,024 a group. */
  public static final LinkOptions DEFAULT =
      new LinkOptions(
          30_000_000_000L, 50_000_000L, 1_000_000_000L, 1_000_000, 4_000_000, 1_000_000, 1024);

  /** The same with another {@link #waitNanos()}. */
  public LinkOptions withWaitNanos(long nanos) {
    return new LinkOptions(
        nanos, holdNanos, lingerNanos, maxMessages, maxSlots, maxQueued, maxGroup);
  }

  /** The same with another {@link #lingerNanos()}. */
  public LinkOptions withLingerNanos(long nanos) {
    return new LinkOptions(waitNanos, holdNanos, nanos, maxMessages, maxSlots, maxQueued, maxGroup);
  }

  /** The same with another {@link #maxMessages()}. */
  public LinkOptions withMaxMessages(int most) {
    return new LinkOptions(waitNanos, holdNanos, lingerNanos, most, maxSlots, maxQueued, maxGroup);
  }

  /** The same with another {@link #maxSlots()}. */
  public LinkOptions withMaxSlots(int most) {
    return new LinkOptions(
        waitNanos, holdNanos, lingerNanos, maxMessages, most, maxQueued, maxGroup);
  }

  /** The same with another {@link #maxQueued()}. */
  public LinkOptions withMaxQueued(int most) {
    return new LinkOptions(
        waitNanos, holdNanos, lingerNanos, maxMessages, maxSlots, most, maxGroup);
  }

  /** The same with another {@link #maxGroup()}. */
  public LinkOptions withMaxGroup(int most) {
    return new LinkOptions(
        waitNanos, holdNanos, lingerNanos, maxMessages, maxSlots, maxQueued, most);
  }
}
