package dev.hopscope.capture;

/** Which frames are wanted by their time: from its start on, before its end. */
public final class TimeWindow {
  /**
   * One end of a window.
   *
   * @param nanos since 1970-01-01T00:00:00Z, or since the first frame where relative
   * @param relative whether it counts from the first frame
   */
  public record Bound(long nanos, boolean relative) {
    private long from(long firstNanos) {
      return relative ? Saturated.add(firstNanos, nanos) : nanos;
    }
  }

  /** Every frame. */
  public static final TimeWindow ALL = new TimeWindow(null, null);

  private final Bound from;
  private final Bound to;

  /** Creates a window; null where it has no start or no end. */
  public TimeWindow(Bound from, Bound to) {
    this.from = from;
    this.to = to;
  }

  /** Whether no time at all can be in it, whatever the first frame's is. */
  public boolean isEmpty() {
    return from != null
        && to != null
        && from.relative() == to.relative()
        && from.nanos() >= to.nanos();
  }

  /**
   * Whether a time is in it.
   *
   * @param firstNanos the time of the first frame that was read
   */
  public boolean contains(long timeNanos, long firstNanos) {
    return (from == null || timeNanos >= from.from(firstNanos))
        && (to == null || timeNanos < to.from(firstNanos));
  }
}
