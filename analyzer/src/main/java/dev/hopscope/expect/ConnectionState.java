package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A group of connections while a report comes in. */
final class ConnectionState {
  private final ConnectionGroup group;
  private final Map<ConnectionGroup.Value, Evidence> evidence = new LinkedHashMap<>();
  private final Map<ConnectionGroup.Value, Tally> tallies = new LinkedHashMap<>();
  private final TreeMap<Integer, ReportModel.Connection> first = new TreeMap<>();
  private long count;

  ConnectionState(ConnectionGroup group) {
    this.group = group;
    for (ConnectionGroup.Value value : group.values()) {
      evidence.put(value, new Evidence());
      tallies.put(value, new Tally());
    }
  }

  /** Takes a connection that has ended. */
  void take(ReportModel.Connection connection) {
    if (!group.client().matches(connection.clientId())) {
      return;
    }
    count++;
    if (group.ordinal() == 0) {
      judge(connection);
      return;
    }
    first.put(connection.id(), connection);
    if (first.size() > group.ordinal()) {
      first.pollLastEntry();
    }
  }

  private void judge(ReportModel.Connection connection) {
    for (ConnectionGroup.Value value : group.values()) {
      Object found = value.value().apply(connection);
      tallies.get(value).add(found == null ? null : found.toString());
      if (value.gaps() != null) {
        judgeGaps(value, connection);
      } else if (found == null || !value.allowed().contains(found.toString())) {
        judge(value, connection, found == null ? "unknown" : found.toString());
      }
    }
  }

  private void judgeGaps(ConnectionGroup.Value value, ReportModel.Connection connection) {
    if (!value.gaps().contains(connection.gaps())) {
      evidence.get(value).violation(reason(value, connection, Long.toString(connection.gaps())));
    }
  }

  private void judge(ConnectionGroup.Value value, ReportModel.Connection connection, String found) {
    Reason reason = reason(value, connection, found);
    boolean never =
        found.equals("unknown")
            && value.place().key().equals("sessionPresent")
            && connection.version().equals("3.1");
    boolean hidden = found.equals("unknown") || found.equals("open") || found.equals("limit");
    if (!never && (hidden || connection.gaps() > 0)) {
      evidence.get(value).doubt(reason);
    } else {
      evidence.get(value).violation(reason);
    }
  }

  private static Reason reason(
      ConnectionGroup.Value value, ReportModel.Connection connection, String found) {
    String of = connection.clientId() == null ? connection.client() : connection.clientId();
    String what =
        "connection "
            + connection.id()
            + " of "
            + of
            + " ("
            + connection.client()
            + "): "
            + value.place().key()
            + " is "
            + found
            + ", expected "
            + value.place().expected();
    return new Reason(null, null, null, null, null, what);
  }

  List<Verdict> verdicts(Losses losses) {
    List<Reason> lost = losses.touching(group.client()::mayBe);
    List<ReportModel.Connection> held = new ArrayList<>(first.values());
    if (held.size() == group.ordinal() && !held.isEmpty()) {
      judge(held.get(group.ordinal() - 1));
    }
    List<Verdict> verdicts = new ArrayList<>();
    if (group.count() != null) {
      verdicts.add(counted(lost));
    }
    for (ConnectionGroup.Value value : group.values()) {
      if (nothing()) {
        String what =
            count == 0 ? "no such connection" : "there are only " + count + " connections";
        evidence.get(value).miss(new Reason(null, null, null, null, null, what));
      }
      // a gap is what this looks at
      List<Reason> doubts = value.gaps() == null ? lost : List.of();
      verdicts.add(evidence.get(value).verdict(value.place(), tallies.get(value).words(), doubts));
    }
    return verdicts;
  }

  private boolean nothing() {
    if (group.ordinal() > 0) {
      return count < group.ordinal();
    }
    return count == 0 && (group.count() == null || !group.count().contains(0));
  }

  private Verdict counted(List<Reason> lost) {
    Evidence found = new Evidence();
    String words = count == 1 ? "1 connection" : count + " connections";
    Reason reason = new Reason(null, null, null, null, null, words + ", expected " + group.count());
    if (count > group.count().most()) {
      found.violation(reason);
    } else if (count < group.count().least()) {
      found.miss(reason);
    }
    return found.verdict(group.counted(), words, lost);
  }
}
