package dev.hopscope.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The limits of one run: what is allowed, what is in use of the stores that all connections share,
 * and how often each limit was hit. Not thread-safe.
 */
public final class Limits {
  private static final Limit[] ALL = Limit.values();
  private static final int CHARACTERS_PER_ENTRY = 256;

  private final long[] max = new long[ALL.length];
  private final long[] used = new long[ALL.length];
  private final long[] hits = new long[ALL.length];
  private final Consumer<Limit> onFirstHit;

  /**
   * Creates limits of which nothing is used yet.
   *
   * @param changed values other than the defaults; all at least 1
   * @param onFirstHit told of each limit when it is hit for the first time
   */
  public Limits(Map<Limit, Long> changed, Consumer<Limit> onFirstHit) {
    this.onFirstHit = onFirstHit;
    for (Limit limit : ALL) {
      max[limit.ordinal()] = changed.getOrDefault(limit, limit.defaultMax());
      if (max[limit.ordinal()] < 1) {
        throw new IllegalArgumentException(limit.id() + " must be at least 1");
      }
    }
  }

  /** The defaults. */
  public static Limits defaults() {
    return new Limits(Map.of(), limit -> {});
  }

  /** How much is allowed. */
  public long max(Limit limit) {
    return max[limit.ordinal()];
  }

  /** What is allowed of something that is counted by an {@code int}. */
  public int maxInt(Limit limit) {
    return (int) Math.min(Integer.MAX_VALUE, max[limit.ordinal()]);
  }

  /** Takes notice that a limit made the run give something up. */
  public void hit(Limit limit) {
    if (hits[limit.ordinal()]++ == 0) {
      onFirstHit.accept(limit);
    }
  }

  /**
   * Takes a part of what is allowed, to be given back.
   *
   * @return false if too little is left: nothing was taken, and the hit was counted
   */
  public boolean take(Limit limit, long amount) {
    int index = limit.ordinal();
    if (used[index] + amount > max[index]) {
      hit(limit);
      return false;
    }
    used[index] += amount;
    return true;
  }

  /** Takes a part whether it is allowed or not, to be given back; see {@link #isOver}. */
  public void add(Limit limit, long amount) {
    used[limit.ordinal()] += amount;
  }

  /** Whether more was added than is allowed. */
  public boolean isOver(Limit limit) {
    return used[limit.ordinal()] > max[limit.ordinal()];
  }

  /** Gives back what was taken or added. */
  public void give(Limit limit, long amount) {
    used[limit.ordinal()] -= amount;
  }

  /** How much is in use now, of what is taken and given back. */
  public long used(Limit limit) {
    return used[limit.ordinal()];
  }

  /** What an entry with a text counts: one, and one more for each 256 characters. */
  public static int weight(String text) {
    return text == null ? 1 : 1 + text.length() / CHARACTERS_PER_ENTRY;
  }

  /** What an entry with bytes counts: one, and one more for each 256 bytes. */
  public static int weight(int bytes) {
    return 1 + Math.max(0, bytes) / CHARACTERS_PER_ENTRY;
  }

  /** How often each limit was hit, by its name; those never hit are left out. */
  public Map<String, Long> hits() {
    Map<String, Long> all = new LinkedHashMap<>();
    for (Limit limit : ALL) {
      if (hits[limit.ordinal()] > 0) {
        all.put(limit.id(), hits[limit.ordinal()]);
      }
    }
    return all;
  }
}
