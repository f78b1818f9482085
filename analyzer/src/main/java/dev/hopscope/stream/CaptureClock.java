package dev.hopscope.stream;

/**
 * Capture time as timeouts use it: it never runs backwards, and a pause in the capture, however
 * long, counts as {@link #LARGEST_STEP_NANOS} at most.
 *
 * <p>One clock serves all stages. It follows the running maximum of the frames' times; a frame that
 * is earlier than that moves nothing. A single time far in the future would stop it for the rest of
 * the capture, and so would a second capture appended to a later one: after {@link
 * #FRAMES_TO_TURN_BACK} frames in a row that are more than a largest step behind, it goes on from
 * them. Its value is a count of nanoseconds to compare, not a date: after a pause it lags behind
 * the frames' times. Not thread-safe.
 */
public final class CaptureClock {
  /** The most that one frame can move the clock. */
  public static final long LARGEST_STEP_NANOS = 60_000_000_000L;

  /** How many frames in a row must lie far behind before the clock follows them. */
  public static final int FRAMES_TO_TURN_BACK = 64;

  private boolean started;
  private long latest;
  private long now;
  private int framesBehind;

  /** Creates a clock that starts at the first time it is given. */
  public CaptureClock() {}

  /**
   * Takes the time of the next frame; the same time given twice moves the clock once.
   *
   * @param timeNanos nanoseconds since 1970-01-01T00:00:00Z; any value is taken
   * @return {@link #now()}
   */
  public long advance(long timeNanos) {
    if (!started) {
      started = true;
      latest = timeNanos;
      now = timeNanos;
    } else if (timeNanos >= latest) {
      long step = timeNanos - latest;
      // A negative difference is an overflow: the step was larger than a long can say.
      now += step < 0 ? LARGEST_STEP_NANOS : Math.min(step, LARGEST_STEP_NANOS);
      latest = timeNanos;
      framesBehind = 0;
    } else {
      lookBack(timeNanos);
    }
    return now;
  }

  private void lookBack(long timeNanos) {
    long behind = latest - timeNanos;
    if (behind >= 0 && behind <= LARGEST_STEP_NANOS) {
      framesBehind = 0;
    } else if (++framesBehind == FRAMES_TO_TURN_BACK) {
      latest = timeNanos;
      framesBehind = 0;
    }
  }

  /** The time now, in nanoseconds; 0 before the first frame. */
  public long now() {
    return now;
  }
}
