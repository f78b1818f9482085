package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The timelines of one selection while a report comes in. Holds the messages of which they tell
 * steps, since an ordinal is known only at the end; of every message only the newest, for
 * deliveries that come late.
 */
final class TimelineState {
  private static final int NEWEST = 10_000;

  private final Selection selection;
  private final List<TimelineCheck> ordinal = new ArrayList<>();
  private final List<TimelineCheck> every = new ArrayList<>();
  private final TreeMap<Integer, Seen> first = new TreeMap<>();
  private final TreeMap<Integer, Seen> newest = new TreeMap<>();
  private int last; // the highest ordinal asked for
  private long messages;

  TimelineState(Selection selection) {
    this.selection = selection;
  }

  Selection selection() {
    return selection;
  }

  TimelineCheck add(Timeline timeline) {
    TimelineCheck check = new TimelineCheck(timeline);
    last = Math.max(last, timeline.message());
    (timeline.message() > 0 ? ordinal : every).add(check);
    return check;
  }

  void take(Seen seen) {
    if (seen.late()) {
      late(first, seen);
      late(newest, seen);
      return;
    }
    messages++;
    if (last > 0) {
      first.put(seen.id(), seen);
      if (first.size() > last) {
        first.pollLastEntry();
      }
    }
    if (!every.isEmpty()) {
      newest.put(seen.id(), seen);
      if (newest.size() > NEWEST) {
        compareWithEvery(newest.pollFirstEntry().getValue());
      }
    }
  }

  private static void late(Map<Integer, Seen> held, Seen late) {
    Seen before = held.get(late.id());
    if (before != null) {
      Map<Integer, ReportModel.Flow> flows = new HashMap<>(before.flows());
      flows.putAll(late.flows());
      held.put(late.id(), new Seen(before.trace().with(late.trace().deliveries()), false, flows));
    }
  }

  private boolean compareWithEvery(Seen seen) {
    boolean suspect = false;
    for (TimelineCheck check : every) {
      suspect |= compare(check, seen);
    }
    return suspect;
  }

  private static boolean compare(TimelineCheck check, Seen seen) {
    check.compare(seen);
    return check.evidence().takeSuspicion();
  }

  /** Compares what is held; called once, at the end. */
  void end(Drawn drawn) {
    for (Seen seen : newest.values()) {
      drawn.suspect(seen, compareWithEvery(seen));
    }
    List<Seen> inOrder = new ArrayList<>(first.values());
    for (TimelineCheck check : ordinal) {
      int index = check.timeline().message() - 1;
      if (index < inOrder.size()) {
        drawn.suspect(inOrder.get(index), compare(check, inOrder.get(index)));
      }
    }
  }

  long messages() {
    return messages;
  }
}
