package dev.hopscope.expect;

import dev.hopscope.report.ReportModel;
import dev.hopscope.report.text.SafeText;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes expectations section by section, with comments that say what one may want to change. */
final class ExpectationText {
  /** A limit of latency is at least this, and ten times what was seen. */
  private static final long LEAST_LIMIT_NANOS = 1_000_000_000L;

  private final Level level;
  private final YamlText out = new YamlText();
  private String section = "";

  ExpectationText(Level level) {
    this.level = level;
  }

  void head(String source, List<String> losses) {
    out.comment(0, "Written by hopscope expect --level " + level + " from " + safe(source) + ".");
    out.comment(0, "What a key means: docs/check.md. A ClientID may have * for any text.");
    if (!losses.isEmpty()) {
      out.comment(0, "The capture was not whole, so this may be wrong:");
      losses.forEach(loss -> out.comment(0, "  " + safe(loss)));
    }
    out.line(0, "version: " + Expectations.VERSION);
  }

  private static String safe(String text) {
    return SafeText.escape(text);
  }

  private void section(String name, String comment) {
    if (!section.equals(name)) {
      section = name;
      out.blank().comment(0, comment).line(0, name + ":");
    }
  }

  void group(String topic, String publisher, SeenGroup group) {
    section("messages", "What becomes of the messages of each topic and publisher.");
    out.line(2, "- topic: " + YamlText.scalar(topic));
    if (publisher != null) {
      out.line(4, "publisher: " + YamlText.scalar(publisher));
    }
    out.line(4, "messages: " + (level == Level.SHAPE ? "1.." : group.messages));
    line(4, "origin", group.origins);
    line(4, "publishedQos", group.qos);
    line(4, "retain", group.retain.size() == 1 ? group.retain : Set.of());
    line(4, "outcome", group.outcomes);
    amount(4, "retransmissions", group.retransmissions);
    amount(4, "dup", group.dup);
    amount(4, "duplicates", group.duplicates);
    if (level != Level.SHAPE) {
      out.line(4, "deliveries: " + (group.deliveries == 0 ? "none" : group.deliveries));
    } else if (group.deliveries == 0) {
      out.line(4, "deliveries: none");
    }
    latency(group);
    if (!group.receivers.isEmpty()) {
      out.line(4, "receivers:");
      group.receivers.forEach((client, receiver) -> receiver(client, group, receiver));
    }
    if (!group.unknownReceiver) {
      out.line(4, "otherReceivers: none");
    }
  }

  private void latency(SeenGroup group) {
    if (level != Level.SHAPE && group.slowestNanos >= 0) {
      long limit = LEAST_LIMIT_NANOS;
      while (limit < group.slowestNanos * 10) {
        limit *= 2;
      }
      out.comment(4, "generous: ten times what was seen, and a second at least");
      out.line(4, "latency: {endToEnd: {max: " + limit / 1_000_000_000L + " s}}");
    }
  }

  private void receiver(String client, SeenGroup group, SeenGroup.Receiver receiver) {
    out.line(6, "- client: " + YamlText.scalar(client));
    if (level != Level.SHAPE) {
      out.line(8, "deliveries: " + receiver.deliveries);
    }
    out.line(8, "perMessage: " + group.perMessage(receiver));
    line(8, "deliveredQos", receiver.delivered);
    line(8, "grantedQos", receiver.unknownGrant ? Set.of() : receiver.granted);
    Set<String> none = Set.of("none");
    line(8, "downgraded", receiver.downgraded.isEmpty() ? none : receiver.downgraded);
    line(8, "via", receiver.via);
  }

  /** None is none at every level; how many exactly is no matter of shape. */
  private void amount(int indent, String key, long count) {
    if (count == 0) {
      out.line(indent, key + ": none");
    } else if (level != Level.SHAPE) {
      out.line(indent, key + ": " + count);
    }
  }

  private void line(int indent, String key, Collection<String> values) {
    if (!values.isEmpty()) {
      out.line(indent, key + ": " + YamlText.oneOrMore(values));
    }
  }

  void timeline(String topic, String publisher, int ordinal, Seen seen) {
    List<Steps.At> steps = Steps.of(seen);
    if (steps.isEmpty()) {
      return;
    }
    section("timelines", "Every step of every message. Steps are in order within their hop.");
    out.line(2, "- topic: " + YamlText.scalar(topic));
    if (publisher != null) {
      out.line(4, "publisher: " + YamlText.scalar(publisher));
    }
    out.line(4, "message: " + ordinal);
    out.line(4, "steps:");
    steps.forEach(at -> out.line(6, "- " + step(at.step())));
  }

  private static String step(Timeline.Step step) {
    StringBuilder text = new StringBuilder("{hop: ").append(step.hop());
    if (step.client() != null) {
      text.append(", client: ").append(YamlText.scalar(step.client()));
    }
    if (step.copy() > 1) {
      text.append(", copy: ").append(step.copy());
    }
    text.append(", type: ").append(step.type());
    if (step.qos() != null) {
      text.append(", qos: ").append(step.qos());
    }
    if (step.dup() != null) {
      text.append(", dup: ").append(step.dup());
    }
    if (step.reasonCode() != null) {
      text.append(", reasonCode: ").append(step.reasonCode());
    }
    return text.append('}').toString();
  }

  void connections(Map<String, List<ReportModel.Connection>> byClient) {
    byClient.forEach(
        (client, all) -> {
          section("connections", "How clients connect and leave.");
          out.line(2, "- client: " + YamlText.scalar(client));
          out.line(4, "connections: " + all.size());
          Set<String> versions = new TreeSet<>();
          Set<String> ends = new TreeSet<>();
          all.forEach(each -> versions.add(each.version()));
          all.forEach(each -> ends.add(each.end()));
          line(4, "version", versions);
          line(4, "end", ends);
          each(all.stream().map(ReportModel.Connection::cleanStart).toList(), "cleanStart");
          each(all.stream().map(ReportModel.Connection::sessionPresent).toList(), "sessionPresent");
        });
  }

  /** A value that all have. */
  private void each(List<Boolean> values, String key) {
    Boolean first = values.get(0);
    if (first != null && values.stream().allMatch(first::equals)) {
      out.line(4, key + ": " + first);
    }
  }

  void sessions(Map<String, List<ReportModel.Session>> byClient) {
    byClient.forEach(
        (client, all) -> {
          section("sessions", "What clients are subscribed to.");
          out.line(2, "- client: " + YamlText.scalar(client));
          out.line(4, "sessions: " + all.size());
          if (all.size() == 1) {
            subscriptions(all.get(0).subscriptions());
          }
        });
  }

  private void subscriptions(List<ReportModel.Subscription> all) {
    if (all.isEmpty()) {
      out.line(4, "subscriptions: none");
      return;
    }
    out.line(4, "subscriptions:");
    for (ReportModel.Subscription one : all) {
      String qos = one.grantedQos() == null ? "" : ", grantedQos: " + one.grantedQos();
      String group =
          one.shareGroup() == null ? "" : ", shareGroup: " + YamlText.scalar(one.shareGroup());
      out.line(6, "- {filter: " + YamlText.scalar(one.filter()) + qos + group + "}");
    }
  }

  void findings(ReportModel.Summary summary, Map<String, String> severities) {
    section("findings", "Broken statements of the standard, and doubts about the capture.");
    Map<String, Long> counts = new TreeMap<>(Map.of("error", 0L, "warning", 0L));
    summary
        .findings()
        .forEach(
            (rule, count) -> counts.merge(severities.getOrDefault(rule, ""), count, Long::sum));
    amount(2, "error", counts.get("error"));
    amount(2, "warning", counts.get("warning"));
    List<String> rules =
        summary.findings().isEmpty() ? List.of("none") : List.copyOf(summary.findings().keySet());
    out.line(2, "rules: " + YamlText.oneOrMore(rules));
  }

  void summary(ReportModel.Summary summary) {
    section(
        "summary", "Totals of the run. How often clients ping depends on time, and is left out.");
    out.line(2, "traces: " + summary.traces());
    out.line(2, "deliveries: " + summary.deliveries());
    out.line(2, "packetsByType:");
    summary
        .packetsByType()
        .forEach(
            (type, count) -> {
              if (Keys.PACKET_TYPES.contains(type) && !type.startsWith("PING")) {
                out.line(4, type + ": " + count);
              }
            });
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
