package dev.hopscope.report.filter;

import dev.hopscope.report.ReportModel;
import java.util.Objects;

/**
 * Which traces a report tells.
 *
 * @param topicFilter an MQTT topic filter, or null for all
 * @param clientId of the publisher or a receiver, or null for all
 * @param trace id of the only trace, or null for all
 * @param problems whether to leave out traces in which all went as it should
 */
public record TraceFilter(String topicFilter, String clientId, Integer trace, boolean problems) {
  /** No filter: every trace. */
  public static final TraceFilter ALL = new TraceFilter(null, null, null, false);

  /** Checks the topic filter. */
  public TraceFilter {
    if (topicFilter != null && TopicMatch.problem(topicFilter) != null) {
      throw new IllegalArgumentException(TopicMatch.problem(topicFilter));
    }
  }

  /** Whether a packet's topic passes. */
  boolean topic(String topic) {
    return topicFilter == null || topic != null && TopicMatch.matches(topicFilter, topic);
  }

  /** Whether a trace passes; its flows and those of its deliveries are asked for by id. */
  boolean passes(ReportModel.Trace candidate, FlowSource flows) {
    return (trace == null || candidate.id() == trace)
        && topic(candidate.topic())
        && (clientId == null || takesPart(candidate))
        && (!problems || hasProblem(candidate, flows));
  }

  /** Where the flows of a trace are. */
  public interface FlowSource {
    /** The flow of an id, or null if it is not known. */
    ReportModel.Flow flow(int id);
  }

  private boolean takesPart(ReportModel.Trace candidate) {
    return clientId.equals(candidate.publisher())
        || candidate.deliveries().stream().anyMatch(one -> clientId.equals(one.clientId()))
        || candidate.missing().stream().anyMatch(one -> clientId.equals(one.clientId()))
        || candidate.pending().stream().anyMatch(one -> clientId.equals(one.clientId()));
  }

  /** Whether anything in a trace did not go as it should, a downgrade included. */
  public static boolean hasProblem(ReportModel.Trace candidate, FlowSource flows) {
    return candidate.deliveries().stream().anyMatch(ReportModel.Delivery::downgraded)
        || hasFault(candidate, flows);
  }

  /** Whether anything in a trace did not go as it should; a downgrade is what was asked for. */
  public static boolean hasFault(ReportModel.Trace candidate, FlowSource flows) {
    return !candidate.missing().isEmpty()
        || candidate.deliveries().stream().anyMatch(TraceFilter::hasFault)
        || candidate.flowIds().stream()
            .map(flows::flow)
            .filter(Objects::nonNull)
            .anyMatch(flow -> !flow.outcome().equals("complete") || flow.retransmissions() > 0);
  }

  private static boolean hasFault(ReportModel.Delivery delivery) {
    return delivery.duplicate()
        || delivery.expectedQos() != null && delivery.expectedQos() != delivery.deliveredQos();
  }
}
