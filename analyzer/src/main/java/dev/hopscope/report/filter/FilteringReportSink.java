package dev.hopscope.report.filter;

import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.ReportSink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hands on only the traces that pass a filter, with their flows; or no traces and flows at all.
 * Everything else passes, and the summary counts the whole run.
 *
 * <p>A flow waits for its trace, since only that decides; at most {@link Limit#REPORT_FLOWS} of
 * them, the oldest leave first.
 */
public final class FilteringReportSink implements ReportSink {
  private final ReportSink next;
  private final TraceFilter filter;
  private final boolean totalsOnly;
  private Limits limits = Limits.defaults();
  private final Map<Integer, ReportModel.Flow> waiting =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, ReportModel.Flow> eldest) {
          boolean full = size() > limits.max(Limit.REPORT_FLOWS);
          if (full) {
            limits.hit(Limit.REPORT_FLOWS);
          }
          return full;
        }
      };

  private long passed;

  /**
   * Creates a sink before another.
   *
   * @param filter null to leave out all traces and flows
   */
  public FilteringReportSink(ReportSink next, TraceFilter filter) {
    this.next = next;
    this.filter = filter;
    this.totalsOnly = filter == null;
  }

  @Override
  public boolean wantsDetail() {
    return next.wantsDetail();
  }

  @Override
  public boolean wantsMessages() {
    return !totalsOnly && next.wantsMessages();
  }

  @Override
  public void begin(Limits run) {
    limits = run;
    next.begin(run);
  }

  @Override
  public void capture(ReportModel.Capture capture) {
    next.capture(capture);
  }

  @Override
  public void broker(ReportModel.Broker broker) {
    next.broker(broker);
  }

  @Override
  public void connection(ReportModel.Connection connection) {
    next.connection(connection);
  }

  @Override
  public void session(ReportModel.Session session) {
    next.session(session);
  }

  @Override
  public void flow(ReportModel.Flow flow) {
    if (!totalsOnly) {
      waiting.put(flow.id(), flow);
    }
  }

  @Override
  public void gap(ReportModel.Gap gap) {
    next.gap(gap);
  }

  @Override
  public void finding(ReportModel.Finding finding) {
    next.finding(finding);
  }

  @Override
  public void trace(ReportModel.Trace trace) {
    if (totalsOnly) {
      return;
    }
    boolean passes = filter.passes(trace, waiting::get);
    for (int id : trace.flowIds()) {
      ReportModel.Flow flow = waiting.remove(id);
      if (passes && flow != null) {
        next.flow(flow);
      }
    }
    if (passes) {
      passed++;
      next.trace(trace);
    }
  }

  /** How many traces passed so far. */
  public long tracesPassed() {
    return passed;
  }

  @Override
  public void delivery(ReportModel.LateDelivery delivery) {
    ReportModel.Flow flow = waiting.remove(delivery.delivery().flow());
    boolean passes =
        !totalsOnly
            && (filter.trace() == null || filter.trace() == delivery.trace())
            && (filter.topicFilter() == null || flow != null && filter.topic(flow.topic()))
            && (filter.clientId() == null
                || filter.clientId().equals(delivery.delivery().clientId()));
    if (passes) {
      if (flow != null) {
        next.flow(flow);
      }
      next.delivery(delivery);
    }
  }

  @Override
  public void idle() {
    next.idle();
  }

  @Override
  public void summary(ReportModel.Summary summary) {
    next.summary(summary);
  }
}
