package dev.hopscope.expect;

import dev.hopscope.limits.Limits;
import dev.hopscope.report.FlowStore;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes the report of a good capture and writes what a report like it should say: as {@link
 * Expectations} reads it, commented, in a stable order. Checking the same capture against it passes
 * where the capture is whole.
 *
 * <p>Memory grows with the number of topics; at {@link Level#EXACT} with the capture.
 */
public final class ExpectationWriter implements ReportSink {
  private final Level level;
  private final String source;
  private final Losses losses = new Losses();
  private final Map<String, Map<String, SeenGroup>> byTopic = new TreeMap<>();
  private final Map<String, SeenGroup> topics = new TreeMap<>();
  private final Set<String> withoutPublisher = new TreeSet<>();
  private final Map<Integer, String[]> selected = new HashMap<>();
  private final Map<Integer, Seen> exact = new TreeMap<>();
  private final Map<String, List<ReportModel.Connection>> connections = new TreeMap<>();
  private final Map<String, List<ReportModel.Session>> sessions = new TreeMap<>();
  private final Map<String, String> severities = new TreeMap<>();
  private FlowStore flows = new FlowStore(Limits.defaults());
  private ReportModel.Summary summary;

  /**
   * Creates a writer.
   *
   * @param source what the capture is called, for a comment
   */
  public ExpectationWriter(Level level, String source) {
    this.level = level;
    this.source = source;
  }

  @Override
  public void begin(Limits limits) {
    flows = new FlowStore(limits);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    losses.capture(capture);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    losses.connection(connection);
    if (!connection.partial() && connection.clientId() != null) {
      connections.computeIfAbsent(connection.clientId(), key -> new ArrayList<>()).add(connection);
    }
  }

  @Override
  public void session(ReportModel.Session session) {
    if (!session.partial() && session.clientId() != null) {
      sessions.computeIfAbsent(session.clientId(), key -> new ArrayList<>()).add(session);
    }
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    flows.put(flow);
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    losses.gap(gap);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    severities.put(finding.rule(), finding.severity());
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    if (trace.topic() == null) {
      return;
    }
    Seen seen = new Seen(trace, false, flows.take(trace.flowIds()));
    if (trace.publisher() == null) {
      withoutPublisher.add(trace.topic());
    } else {
      byTopic
          .computeIfAbsent(trace.topic(), key -> new TreeMap<>())
          .computeIfAbsent(trace.publisher(), key -> new SeenGroup())
          .take(seen);
    }
    topics.computeIfAbsent(trace.topic(), key -> new SeenGroup()).take(seen);
    selected.put(trace.id(), new String[] {trace.topic(), trace.publisher()});
    if (level == Level.EXACT) {
      exact.put(trace.id(), seen);
    }
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    String[] of = selected.get(late.trace());
    Map<Integer, ReportModel.Flow> flow = flows.take(List.of(late.delivery().flow()));
    if (of == null) {
      return;
    }
    Seen before = exact.get(late.trace());
    Seen seen = new Seen(LateTraces.of(late, of[0]), true, flow);
    topics.get(of[0]).takeLate(seen);
    if (of[1] != null) {
      byTopic.get(of[0]).get(of[1]).takeLate(seen);
    }
    if (before != null) {
      Map<Integer, ReportModel.Flow> all = new HashMap<>(before.flows());
      all.putAll(flow);
      exact.put(late.trace(), new Seen(before.trace().with(List.of(late.delivery())), false, all));
    }
  }

  @Override
  public void summary(ReportModel.Summary totals) {
    losses.summary(totals);
    summary = totals;
  }

  /** The losses of the capture, a line each: where there is any, a check may not pass. */
  public List<String> losses() {
    return losses.touching(client -> true).stream().map(Verdict.Reason::text).toList();
  }

  /** The file; none before the summary came. */
  public String text() {
    ExpectationText text = new ExpectationText(level);
    text.head(source, losses());
    for (Map.Entry<String, SeenGroup> topic : topics.entrySet()) {
      if (withoutPublisher.contains(topic.getKey())) {
        text.group(topic.getKey(), null, topic.getValue());
      } else {
        byTopic
            .get(topic.getKey())
            .forEach((publisher, group) -> text.group(topic.getKey(), publisher, group));
      }
    }
    timelines(text);
    if (level != Level.SHAPE) {
      text.connections(connections);
      text.sessions(sessions);
    }
    text.findings(summary, severities);
    if (level != Level.SHAPE) {
      text.summary(summary);
    }
    return text.toString();
  }

  private void timelines(ExpectationText text) {
    Map<List<String>, Integer> ordinals = new HashMap<>();
    for (Seen seen : exact.values()) {
      String topic = seen.trace().topic();
      String publisher = withoutPublisher.contains(topic) ? "" : seen.trace().publisher();
      int ordinal = ordinals.merge(List.of(topic, publisher), 1, Integer::sum);
      text.timeline(topic, publisher.isEmpty() ? null : publisher, ordinal, seen);
    }
  }
}
