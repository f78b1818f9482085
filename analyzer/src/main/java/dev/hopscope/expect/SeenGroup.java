package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was seen of the messages of one topic and publisher; memory does not grow with them. */
final class SeenGroup {
  final Set<String> origins = new TreeSet<>();
  final Set<String> qos = new TreeSet<>();
  final Set<String> retain = new TreeSet<>();
  final Set<String> outcomes = new TreeSet<>();
  final Map<String, Receiver> receivers = new TreeMap<>();
  long messages;
  long deliveries;
  long duplicates;
  long retransmissions;
  long dup;
  long slowestNanos = -1;
  boolean unknownReceiver;

  /** What one receiver got of them. */
  static final class Receiver {
    final Set<String> delivered = new TreeSet<>();
    final Set<String> granted = new TreeSet<>();
    final Set<String> via = new TreeSet<>();
    final Set<String> downgraded = new TreeSet<>();
    long deliveries;
    long messages;
    int least = Integer.MAX_VALUE;
    int most;
    boolean unknownGrant;
  }

  void take(Seen seen) {
    ReportModel.Trace trace = seen.trace();
    messages++;
    origins.add(trace.origin());
    add(qos, trace.publishedQos());
    add(retain, trace.retain());
    deliveries(seen);
    Map<String, Integer> counts = new TreeMap<>();
    for (ReportModel.Delivery delivery : trace.deliveries()) {
      if (delivery.clientId() != null) {
        counts.merge(delivery.clientId(), 1, Integer::sum);
      }
    }
    counts.forEach(
        (client, count) -> {
          Receiver receiver = receivers.get(client);
          receiver.messages++;
          receiver.least = Math.min(receiver.least, count);
          receiver.most = Math.max(receiver.most, count);
        });
  }

  /** Takes a delivery of a message that was taken before. */
  void takeLate(Seen seen) {
    deliveries(seen);
    for (ReportModel.Delivery delivery : seen.trace().deliveries()) {
      if (delivery.clientId() != null) {
        Receiver receiver = receivers.get(delivery.clientId());
        receiver.least = 0; // of the message itself, none was counted
        receiver.most = Math.max(receiver.most, delivery.copy());
      }
    }
  }

  private void deliveries(Seen seen) {
    for (ReportModel.Flow flow : seen.all()) {
      outcomes.add(flow.outcome());
      retransmissions += flow.retransmissions();
      dup += flow.steps().stream().filter(step -> Boolean.TRUE.equals(step.dup())).count();
    }
    for (ReportModel.Delivery delivery : seen.trace().deliveries()) {
      deliveries++;
      boolean tie = delivery.link().equals("tie");
      duplicates += !tie && delivery.copy() > seen.owed(delivery) ? 1 : 0;
      boolean measured = delivery.via().equals("live") && !tie && !delivery.crossClock();
      if (measured && delivery.latencyNanos() != null) {
        slowestNanos = Math.max(slowestNanos, delivery.latencyNanos());
      }
      if (delivery.clientId() == null) {
        unknownReceiver = true;
      } else {
        receiver(seen, delivery);
      }
    }
  }

  private void receiver(Seen seen, ReportModel.Delivery delivery) {
    Receiver receiver = receivers.computeIfAbsent(delivery.clientId(), key -> new Receiver());
    receiver.deliveries++;
    receiver.delivered.add(Integer.toString(delivery.deliveredQos()));
    add(receiver.granted, delivery.grantedQos());
    receiver.unknownGrant |= delivery.grantedQos() == null;
    receiver.via.add(delivery.via());
    if (delivery.downgraded() && seen.trace().publishedQos() != null) {
      receiver.downgraded.add(seen.trace().publishedQos() + " to " + delivery.deliveredQos());
    }
  }

  /** How often a receiver gets a message of these, in the words of an amount. */
  String perMessage(Receiver receiver) {
    int least = receiver.messages < messages ? 0 : receiver.least;
    return new Amount(least, receiver.most).toString();
  }

  private static void add(Set<String> values, Object value) {
    if (value != null) {
      values.add(value.toString());
    }
  }
}
