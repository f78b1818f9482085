package dev.hopscope.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * Several sources as one, merged by the times of their next frames; the order within a source is
 * never changed.
 *
 * <p>A source that turns out damaged is told of and left out from there on; the others go on.
 */
public final class MergedSource {
  private static final class Head {
    final CaptureSource source;
    final Frame frame = new Frame();
    final int order;

    Head(CaptureSource source, int order) {
      this.source = source;
      this.order = order;
    }
  }

  private final BiConsumer<CaptureSource, CaptureException> onDamage;
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.<Head>comparingLong(head -> head.frame.timeNanos())
              .thenComparingInt(head -> head.order));
  private final List<CaptureSource> all;
  private Head current;
  private boolean started;

  /**
   * Merges; the sources are closed by their owner.
   *
   * @param onDamage told of each source that ends in an exception
   */
  public MergedSource(
      List<CaptureSource> sources, BiConsumer<CaptureSource, CaptureException> onDamage) {
    this.all = new ArrayList<>(sources);
    this.onDamage = onDamage;
  }

  /** The next frame of all, valid until the next call; null at the end. */
  public Frame next() {
    if (!started) {
      started = true;
      for (int i = 0; i < all.size(); i++) {
        advance(new Head(all.get(i), i));
      }
    } else if (current != null) {
      advance(current);
    }
    current = heads.poll();
    return current == null ? null : current.frame;
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
