package dev.hopscope.expect;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.FlowStore;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import dev.hopscope.report.TraceFlows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a report and tells whether it says what is expected.
 *
 * <p>Memory is bounded: a flow is kept until its trace comes, at most {@link Limit#REPORT_FLOWS} of
 * them, and as many traces are remembered for deliveries that come late. Timelines hold the
 * messages of which they tell steps.
 */
public final class Evaluator implements ReportSink {
  private final Expectations expectations;
  private final Losses losses = new Losses();
  private final Groups<GroupState> groups = new Groups<>();
  private final Groups<TimelineState> timelines = new Groups<>();
  private final List<GroupState> groupsInOrder = new ArrayList<>();
  private final Map<TimelineCheck, TimelineState> timelineChecks = new LinkedHashMap<>();
  private final List<ConnectionState> connections;
  private final List<SessionState> sessions;
  private final FindingState findings;
  private final Map<Integer, ReportModel.Trace> recent = new Recent();
  private final Drawn drawn = new Drawn();
  private Limits limits = Limits.defaults();
  private FlowStore flows = new FlowStore(limits);
  private ReportModel.Summary summary;
  private List<Verdict> verdicts;

  /** Creates an evaluator for one run. */
  public Evaluator(Expectations expectations) {
    this.expectations = expectations;
    for (MessageGroup group : expectations.messages()) {
      GroupState state = new GroupState(group);
      groupsInOrder.add(state);
      groups.add(group.selection(), state);
    }
    Map<Selection, TimelineState> bySelection = new LinkedHashMap<>();
    for (Timeline timeline : expectations.timelines()) {
      TimelineState state = bySelection.computeIfAbsent(timeline.selection(), TimelineState::new);
      timelineChecks.put(state.add(timeline), state);
    }
    bySelection.values().forEach(state -> timelines.add(state.selection(), state));
    connections = expectations.connections().stream().map(ConnectionState::new).toList();
    sessions = expectations.sessions().stream().map(SessionState::new).toList();
    findings = expectations.findings() == null ? null : new FindingState(expectations.findings());
  }

  /**
   * Says that something was lost that the report does not tell: every pass becomes a doubt. May
   * come until the verdicts are asked for.
   */
  public void lost(String what) {
    losses.everywhere(what);
  }

  @Override
  public void begin(Limits run) {
    limits = run;
    flows = new FlowStore(run);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    losses.capture(capture);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    losses.connection(connection);
    if (!connection.partial()) {
      connections.forEach(each -> each.take(connection));
    }
  }

  @Override
  public void session(ReportModel.Session session) {
    if (!session.partial()) {
      sessions.forEach(each -> each.take(session));
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
    if (findings != null) {
      findings.take(finding);
    }
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    take(new Seen(trace, false, flows.take(trace.flowIds())));
    recent.put(trace.id(), without(trace));
  }

  @Override
  public void delivery(ReportModel.LateDelivery late) {
    Map<Integer, ReportModel.Flow> flow = flows.take(List.of(late.delivery().flow()));
    ReportModel.Trace trace = recent.get(late.trace());
    if (trace == null) {
      losses.everywhere("a delivery of trace " + late.trace() + " came too late to be told apart");
      return;
    }
    take(new Seen(trace.with(List.of(late.delivery())), true, flow));
  }

  /** A trace with no more than is needed to tell whose a late delivery is. */
  private static ReportModel.Trace without(ReportModel.Trace trace) {
    return new ReportModel.Trace(
        trace.id(),
        trace.topic(),
        trace.payloadLength(),
        trace.payload(),
        null,
        trace.origin(),
        null,
        trace.publisher(),
        trace.publishedQos(),
        trace.retain(),
        trace.closedBy(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private void take(Seen seen) {
    boolean suspect = false;
    for (GroupState group : groups.of(seen.trace())) {
      suspect |= group.take(seen);
    }
    timelines.of(seen.trace()).forEach(timeline -> timeline.take(seen));
    drawn.take(seen, suspect);
  }

  @Override
  public void summary(ReportModel.Summary totals) {
    losses.summary(totals);
    summary = totals;
  }

  private List<Verdict> judge() {
    List<Verdict> all = new ArrayList<>();
    groupsInOrder.forEach(group -> all.addAll(group.verdicts(losses)));
    timelineChecks.values().stream().distinct().forEach(state -> state.end(drawn));
    timelineChecks.forEach(
        (check, state) ->
            all.add(
                check.verdict(check.nothing(state.messages()), losses.touching(check::touches))));
    connections.forEach(each -> all.addAll(each.verdicts(losses)));
    sessions.forEach(each -> all.addAll(each.verdicts(losses)));
    if (findings != null) {
      all.addAll(findings.verdicts(summary, losses));
    }
    if (expectations.summary() != null) {
      all.addAll(expectations.summary().ofSummary(summary, losses));
    }
    if (expectations.capture() != null) {
      all.addAll(expectations.capture().ofCapture(losses));
    }
    all.sort(Comparator.comparingInt(Verdict::line));
    return List.copyOf(all);
  }

  /** The verdicts, by line; none before the summary came. */
  public List<Verdict> verdicts() {
    if (summary == null) {
      throw new IllegalStateException("the report has not ended");
    }
    if (verdicts == null) {
      verdicts = judge();
    }
    return verdicts;
  }

  /**
   * Messages to show beside the verdicts: those with something against them, or the first ones
   * where there is nothing. Some of them; none before the verdicts were asked for.
   */
  public List<TraceFlows> examples() {
    return drawn.examples();
  }

  /** Finds what is about a message without asking all, where each is about one topic. */
  private static final class Groups<T> {
    private final Map<String, List<Entry<T>>> byTopic = new HashMap<>();
    private final List<Entry<T>> others = new ArrayList<>();

    private record Entry<T>(Selection selection, T state) {}

    void add(Selection selection, T state) {
      Entry<T> entry = new Entry<>(selection, state);
      if (selection.oneTopic()) {
        byTopic.computeIfAbsent(selection.topic(), key -> new ArrayList<>()).add(entry);
      } else {
        others.add(entry);
      }
    }

    List<T> of(ReportModel.Trace trace) {
      List<T> found = new ArrayList<>();
      find(byTopic.getOrDefault(trace.topic(), List.of()), trace, found);
      find(others, trace, found);
      return found;
    }

    private static <T> void find(List<Entry<T>> entries, ReportModel.Trace trace, List<T> found) {
      for (Entry<T> entry : entries) {
        if (entry.selection().matches(trace)) {
          found.add(entry.state());
        }
      }
    }
  }

  /** Drops its oldest entry when there are too many. */
  private final class Recent extends LinkedHashMap<Integer, ReportModel.Trace> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Integer, ReportModel.Trace> eldest) {
      return size() > limits.max(Limit.REPORT_FLOWS);
    }
  }
}
