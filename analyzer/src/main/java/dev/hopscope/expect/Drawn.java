package dev.hopscope.expect;

import dev.hopscope.report.TraceFlows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages that are kept to be shown: some of the suspects, and the first. */
final class Drawn {
  private static final int MOST = 20;
  private static final int FIRST = 5;

  private final Map<Integer, Seen> suspects = new TreeMap<>();
  private final List<Seen> first = new ArrayList<>();

  void take(Seen seen, boolean suspect) {
    if (seen.late()) {
      return; // of which nothing but the delivery is known any more
    }
    if (first.size() < FIRST) {
      first.add(seen);
    }
    suspect(seen, suspect);
  }

  void suspect(Seen seen, boolean suspect) {
    if (suspect && suspects.size() < MOST) {
      suspects.putIfAbsent(seen.id(), seen);
    }
  }

  List<TraceFlows> examples() {
    return (suspects.isEmpty() ? first : List.copyOf(suspects.values()))
        .stream().map(seen -> new TraceFlows(seen.trace(), seen.flows())).toList();
  }
}
