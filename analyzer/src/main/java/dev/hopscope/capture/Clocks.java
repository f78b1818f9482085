package dev.hopscope.capture;

import java.util.Set;

/**
 * Which capture points have clocks that are known to agree, so that a time of one may be taken from
 * a time of the other: those that the user gave an offset for, be it 0, and the first.
 */
public final class Clocks {
  /** No two points agree. */
  public static final Clocks UNRELATED = new Clocks(Set.of());

  private final Set<Integer> related;

  /** Creates it with the points, from 1, whose clocks agree with each other. */
  public Clocks(Set<Integer> related) {
    this.related = Set.copyOf(related);
  }

  /** Whether times of two capture points can be compared. */
  public boolean agree(int point, int otherPoint) {
    return point == otherPoint || related.contains(point) && related.contains(otherPoint);
  }
}
