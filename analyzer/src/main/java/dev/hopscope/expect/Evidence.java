package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.expect.Verdict.Status;
import java.util.ArrayList;
import java.util.List;

/** What speaks against an expectation. Keeps the first reasons, and counts the others. */
final class Evidence {
  private static final int KEPT = 10;

  private final Kept violations = new Kept();
  private final Kept misses = new Kept();
  private final Kept doubts = new Kept();

  private boolean suspicion;

  private static final class Kept {
    final List<Reason> first = new ArrayList<>();
    long count;

    void add(Reason reason) {
      if (count++ < KEPT) {
        first.add(reason);
      }
    }
  }

  /** Something is there that should not be; no loss explains it. */
  void violation(Reason reason) {
    violations.add(reason);
    suspicion = true;
  }

  /** Something is not there that should be; a loss may have hidden it. */
  void miss(Reason reason) {
    misses.add(reason);
    suspicion = true;
  }

  /** Something that a loss has hidden. */
  void doubt(Reason reason) {
    doubts.add(reason);
    suspicion = true;
  }

  /** What was taken last may turn out to be wrong. */
  void suspect() {
    suspicion = true;
  }

  /** Whether something came since this was asked last. */
  boolean takeSuspicion() {
    boolean since = suspicion;
    suspicion = false;
    return since;
  }

  /**
   * The verdict.
   *
   * @param lost the losses of the capture that touch what the expectation is about
   */
  Verdict verdict(Place place, String seen, List<Reason> lost) {
    lost.forEach(doubts::add);
    Status status;
    List<Reason> reasons = new ArrayList<>();
    long all = 0;
    if (violations.count > 0 || misses.count > 0 && doubts.count == 0) {
      status = Status.FAIL;
      all = violations.count + misses.count;
      reasons.addAll(violations.first);
      reasons.addAll(misses.first);
    } else if (doubts.count > 0) {
      status = Status.CANNOT_TELL;
      all = misses.count + doubts.count;
      reasons.addAll(misses.first);
      reasons.addAll(doubts.first);
    } else {
      status = Status.PASS;
    }
    return new Verdict(
        status,
        place.file(),
        place.line(),
        place.group(),
        place.key(),
        place.expected(),
        seen,
        reasons,
        all - reasons.size());
  }
}
