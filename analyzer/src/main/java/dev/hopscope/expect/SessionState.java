package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.List;

/** A group of sessions while a report comes in. */
final class SessionState {
  private final SessionGroup group;
  private final Evidence connections = new Evidence();
  private final Evidence assigned = new Evidence();
  private final Evidence subscriptions = new Evidence();
  private final Tally connectionsSeen = new Tally();
  private final Tally assignedSeen = new Tally();
  private final Tally subscriptionsSeen = new Tally();
  private long count;

  SessionState(SessionGroup group) {
    this.group = group;
  }

  /** Takes a session that has ended, or is whole at the end of the capture. */
  void take(ReportModel.Session session) {
    if (!group.client().matches(session.clientId())) {
      return;
    }
    count++;
    int had = session.connections().size();
    connectionsSeen.add(Integer.toString(had));
    if (group.connections() != null && had > group.connections().most()) {
      connections.violation(reason(session, had + " connections"));
    } else if (group.connections() != null && had < group.connections().least()) {
      connections.miss(reason(session, had + " connections"));
    }
    assignedSeen.add(Boolean.toString(session.clientIdAssigned()));
    if (group.clientIdAssigned() != null
        && group.clientIdAssigned() != session.clientIdAssigned()) {
      assigned.violation(
          reason(
              session,
              "its ClientID was not " + (session.clientIdAssigned() ? "its own" : "assigned")));
    }
    if (group.subscriptions() != null) {
      subscribed(session);
    }
  }

  private void subscribed(ReportModel.Session session) {
    List<SessionGroup.Subscription> missing = new ArrayList<>(group.subscriptions());
    for (ReportModel.Subscription one : session.subscriptions()) {
      subscriptionsSeen.add(words(one));
      SessionGroup.Subscription fit =
          missing.stream().filter(each -> fits(each, one)).findFirst().orElse(null);
      if (fit != null) {
        missing.remove(fit);
      } else if (one.grantedQos() == null) {
        subscriptions.doubt(reason(session, "no SUBACK was captured for " + one.filter()));
      } else {
        subscriptions.violation(reason(session, "subscribed to " + words(one)));
      }
    }
    for (SessionGroup.Subscription each : missing) {
      subscriptions.miss(reason(session, "not subscribed to " + words(each)));
    }
  }

  private static boolean fits(SessionGroup.Subscription each, ReportModel.Subscription one) {
    return each.filter().equals(one.filter())
        && (each.grantedQos() == null || each.grantedQos().equals(one.grantedQos()))
        && (each.shareGroup() == null || each.shareGroup().equals(one.shareGroup()))
        && (each.identifier() == null || each.identifier().equals(one.identifier()))
        && (each.ended() == null || each.ended() == (one.to() != null));
  }

  private static String words(SessionGroup.Subscription one) {
    return one.filter() + (one.grantedQos() == null ? "" : " at QoS " + one.grantedQos());
  }

  private static String words(ReportModel.Subscription one) {
    return one.filter() + " at QoS " + (one.grantedQos() == null ? "?" : one.grantedQos());
  }

  private static Reason reason(ReportModel.Session session, String what) {
    String of = session.clientId() == null ? "a client" : session.clientId();
    return new Reason(
        null, null, null, null, null, "session " + session.id() + " of " + of + ": " + what);
  }

  List<Verdict> verdicts(Losses losses) {
    List<Reason> lost = losses.touching(group.client()::mayBe);
    List<Verdict> verdicts = new ArrayList<>();
    if (group.sessions() != null) {
      verdicts.add(counted(lost));
    }
    if (group.connections() != null) {
      Place place = group.place("connections", group.connections().toString());
      verdicts.add(verdict(connections, place, connectionsSeen, lost));
    }
    if (group.clientIdAssigned() != null) {
      Place place = group.place("clientIdAssigned", group.clientIdAssigned().toString());
      verdicts.add(verdict(assigned, place, assignedSeen, lost));
    }
    if (group.subscriptions() != null) {
      List<String> words = group.subscriptions().stream().map(SessionState::words).toList();
      Place place =
          group.place("subscriptions", words.isEmpty() ? "none" : String.join(", ", words));
      verdicts.add(verdict(subscriptions, place, subscriptionsSeen, lost));
    }
    return verdicts;
  }

  private Verdict verdict(Evidence evidence, Place place, Tally seen, List<Reason> lost) {
    if (count == 0 && (group.sessions() == null || !group.sessions().contains(0))) {
      evidence.miss(new Reason(null, null, null, null, null, "no such session"));
    }
    return evidence.verdict(place, seen.words(), lost);
  }

  private Verdict counted(List<Reason> lost) {
    Evidence evidence = new Evidence();
    String words = count == 1 ? "1 session" : count + " sessions";
    Reason reason =
        new Reason(null, null, null, null, null, words + ", expected " + group.sessions());
    if (count > group.sessions().most()) {
      evidence.violation(reason);
    } else if (count < group.sessions().least()) {
      evidence.miss(reason);
    }
    return evidence.verdict(group.place("sessions", group.sessions().toString()), words, lost);
  }
}
