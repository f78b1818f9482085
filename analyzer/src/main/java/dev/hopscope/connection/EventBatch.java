package dev.hopscope.connection;

import dev.hopscope.net.Outcome;
import java.util.Arrays;

/**
 * What happened in a stretch of a run, recorded on one thread to be played on another: frames in
 * columns, since most of them hold nothing else, and events between them. Bounded, and reused. Not
 * thread-safe: it belongs to one thread at a time.
 */
public final class EventBatch {
  /** A frame without a call of {@link Downstream#onTime} behind it. */
  static final long NO_TIME = Long.MIN_VALUE;

  private static final int FRAMES = 4096;
  private static final int EVENTS = 1024;
  private static final int WEIGHT = 1 << 20;
  private static final int FEW = 32;
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final int OUTCOME_BITS = 4;

  private int frames;
  private long[] times = new long[FEW];
  private long[] clocks = new long[FEW];
  private int[] captures = new int[FEW];
  private int[] lengths = new int[FEW];
  private int[] outcomes = new int[FEW];

  private int events;
  private Event[] recorded = new Event[FEW];
  private long weight;

  /** Creates an empty batch, small until it is filled. */
  public EventBatch() {}

  /** Whether it should be played before more is recorded. */
  boolean full() {
    return frames >= FRAMES || events >= EVENTS || weight >= WEIGHT;
  }

  /** Takes notice of bytes that an event may hold. */
  void weigh(int bytes) {
    weight += Math.max(0, bytes);
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return frames == 0 && events == 0;
  }

  int frames() {
    return frames;
  }

  int events() {
    return events;
  }

  Event event(int index) {
    return recorded[index];
  }

  void addFrame(int capture, long timeNanos, int length, Outcome outcome, int earlierFragments) {
    if (frames == times.length) {
      growFrames();
    }
    times[frames] = timeNanos;
    clocks[frames] = NO_TIME;
    captures[frames] = capture;
    lengths[frames] = length;
    outcomes[frames] = outcome == null ? -1 : earlierFragments << OUTCOME_BITS | outcome.ordinal();
    frames++;
  }

  private void growFrames() {
    int length = frames * 2;
    times = Arrays.copyOf(times, length);
    clocks = Arrays.copyOf(clocks, length);
    captures = Arrays.copyOf(captures, length);
    lengths = Arrays.copyOf(lengths, length);
    outcomes = Arrays.copyOf(outcomes, length);
  }

  /** Adds the time behind the latest frame; false where something came between. */
  boolean addTime(long nanos) {
    boolean behindFrame =
        frames > 0
            && clocks[frames - 1] == NO_TIME
            && (events == 0 || recorded[events - 1].framesBefore < frames);
    if (behindFrame) {
      clocks[frames - 1] = nanos;
    }
    return behindFrame;
  }

  Event addEvent(Event.Kind kind) {
    if (events == recorded.length) {
      recorded = Arrays.copyOf(recorded, events * 2);
    }
    if (recorded[events] == null) {
      recorded[events] = new Event();
    }
    Event event = recorded[events++];
    event.kind = kind;
    event.framesBefore = frames;
    return event;
  }

  /** Tells of frames, from one of them up to another. */
  void playFrames(int from, int to, Downstream next) {
    for (int i = from; i < to; i++) {
      int outcome = outcomes[i];
      next.onFrame(
          captures[i],
          times[i],
          lengths[i],
          outcome < 0 ? null : OUTCOMES[outcome & (1 << OUTCOME_BITS) - 1],
          Math.max(0, outcome >> OUTCOME_BITS));
      if (clocks[i] != NO_TIME) {
        next.onTime(clocks[i]);
      }
    }
  }

  /** Makes it empty again. */
  void clear() {
    frames = 0;
    events = 0;
    weight = 0;
  }
}
