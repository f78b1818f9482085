package dev.hopscope.extract;

import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Listens to an analysis of the chosen frames alone, and compares: does it tell the chosen messages
 * as the whole capture does?
 */
public final class ExtractCheck implements TraceListener {
  private final Map<Long, Integer> told = new HashMap<>();

  /** Creates a check of one analysis. */
  public ExtractCheck() {}

  @Override
  public void onTrace(Trace trace) {
    told.merge(Fingerprint.of(trace), 1, Integer::sum);
  }

  @Override
  public void onLateDelivery(Trace trace, Delivery delivery) {
    told.merge(Fingerprint.ofLate(trace, delivery), 1, Integer::sum);
  }

  /**
   * Chooses more around the messages that are not told as they were.
   *
   * @return whether there was more to choose, so that the frames must be picked again
   */
  public boolean widen(Chooser chooser) {
    Set<Integer> concerned = new HashSet<>();
    Map<Long, Integer> left = new HashMap<>(told);
    for (Chooser.Chosen each : chooser.chosen()) {
      if (!take(left, each)) {
        concerned.addAll(each.connections());
      }
    }
    boolean more = false;
    for (int connection : concerned) {
      more |= chooser.concerns().get(connection).widen();
    }
    return more;
  }

  /** How many of the chosen messages are not told as they were. */
  public int different(Chooser chooser) {
    Map<Long, Integer> left = new HashMap<>(told);
    return (int) chooser.chosen().stream().filter(each -> !take(left, each)).count();
  }

  private static boolean take(Map<Long, Integer> left, Chooser.Chosen chosen) {
    boolean there = left.getOrDefault(chosen.fingerprint(), 0) > 0;
    if (there) {
      left.merge(chosen.fingerprint(), -1, Integer::sum);
    }
    return there;
  }
}
