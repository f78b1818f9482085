package dev.hopscope.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Several sources as one, merged by the times of their next frames; the order within a source is
 * never changed.
 *
 * <p>A source that turns out damaged is told of and left out from there on; the others go on.
 *
 * <p>A frame can be handed over when every source has shown its next one. A live source that has
 * none is waited for; but once it has begun and was silent for {@link #SILENCE_NANOS}, other live
 * sources no longer wait for it, since it may be silent for hours. Files do: nobody watches them
 * grow, and a slow pipe must not change the order.
 */
public final class MergedSource {
  /** How long live sources wait for one that is silent. */
  static final long SILENCE_NANOS = 400_000_000L;

  private static final long SLICE_NANOS = 10_000_000L;

  private static final class Head implements Comparable<Head> {
    final CaptureSource source;
    final Frame frame = new Frame();
    final int order;
    boolean silent;
    long silentSince;

    Head(CaptureSource source, int order) {
      this.source = source;
      this.order = order;
    }

    @Override
    public int compareTo(Head other) {
      int byTime = Long.compare(frame.timeNanos(), other.frame.timeNanos());
      return byTime == 0 ? Integer.compare(order, other.order) : byTime;
    }
  }

  private final BiConsumer<CaptureSource, CaptureException> onDamage;
  private final LongSupplier ticker;
  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private final List<Head> awaited = new ArrayList<>();
  private Head current;
  private boolean idle;
  private long idleSince;

  /**
   * Merges; the sources are closed by their owner.
   *
   * @param onDamage told of each source that ends in an exception
   * @param ticker real time, steadily rising, in nanoseconds since 1970-01-01T00:00:00Z; asked only
   *     while a live source is silent
   */
  public MergedSource(
      List<? extends CaptureSource> sources,
      BiConsumer<CaptureSource, CaptureException> onDamage,
      LongSupplier ticker) {
    this.onDamage = onDamage;
    this.ticker = ticker;
    for (int i = 0; i < sources.size(); i++) {
      awaited.add(new Head(sources.get(i), i));
    }
  }

  /** The next frame of all, valid until the next call; null at the end. */
  public Frame next() {
    Frame frame = next(SLICE_NANOS);
    while (frame == null && !ended()) {
      frame = next(SLICE_NANOS);
    }
    return frame;
  }

  /**
   * The next frame of all, valid until the next call. Null at the end, and where there is none now:
   * at once when that begins, and then after waiting in vain.
   *
   * @param waitNanos how long to wait in real time
   */
  public Frame next(long waitNanos) {
    if (current != null) {
      Head last = current;
      current = null;
      if (last.source.ready(0)) {
        advance(last);
      } else {
        awaited.add(last);
      }
    }
    look();
    if (!decided() && idle) {
      await(waitNanos);
      look();
    }
    if (decided()) {
      idle = false;
      current = heads.poll();
      return current == null ? null : current.frame;
    }
    if (!idle) {
      idle = true;
      idleSince = ticker.getAsLong();
    }
    return null;
  }

  /** Whether {@link #next(long)} gave null because nothing will follow. */
  public boolean ended() {
    return current == null && heads.isEmpty() && awaited.isEmpty();
  }

  /** How long there has been no frame, in nanoseconds of real time; 0 where there is one. */
  public long idleNanos() {
    return idle ? ticker.getAsLong() - idleSince : 0;
  }

  /** Real time now, in nanoseconds since 1970-01-01T00:00:00Z. */
  public long realNanos() {
    return ticker.getAsLong();
  }

  /** Whether it is known which frame comes next, or that none does. */
  private boolean decided() {
    if (awaited.isEmpty()) {
      return true;
    }
    return !heads.isEmpty() && heads.peek().source.live() && awaited.stream().allMatch(this::mute);
  }

  private boolean mute(Head head) {
    return head.source.info().format() != null
        && ticker.getAsLong() - head.silentSince >= SILENCE_NANOS;
  }

  /** Takes the next frames of all sources that have one. */
  private void look() {
    for (int i = awaited.size() - 1; i >= 0; i--) {
      Head head = awaited.get(i);
      if (head.source.ready(0)) {
        head.silent = false;
        awaited.remove(i);
        advance(head);
      } else if (!head.silent) {
        head.silent = true;
        head.silentSince = ticker.getAsLong();
      }
    }
  }

  private void await(long waitNanos) {
    boolean several = awaited.size() > 1 || !heads.isEmpty();
    awaited.get(0).source.ready(several ? Math.min(waitNanos, SLICE_NANOS) : waitNanos);
  }

  private void advance(Head head) {
    try {
      if (head.source.next(head.frame)) {
        heads.add(head);
      }
    } catch (CaptureException e) {
      onDamage.accept(head.source, e);
    }
  }
}
