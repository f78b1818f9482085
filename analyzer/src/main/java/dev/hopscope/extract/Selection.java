package dev.hopscope.extract;

import dev.hopscope.report.filter.TopicMatch;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Trace;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is asked for. Several traces, ClientIDs or topics are alternatives; of different kinds all
 * must fit. ClientIDs alone stand for the whole connections of these clients, everything else for
 * messages.
 *
 * @param traces ids of traces, or none for any
 * @param clients ClientIDs, or none for any
 * @param topics MQTT topic filters, or none for any
 */
public record Selection(Set<Integer> traces, Set<String> clients, List<String> topics) {
  /** Copies, and checks the topic filters. */
  public Selection {
    traces = Set.copyOf(traces);
    clients = Set.copyOf(clients);
    topics = List.copyOf(topics);
    for (String topic : topics) {
      String problem = TopicMatch.problem(topic);
      if (problem != null) {
        throw new IllegalArgumentException(topic + " is no topic filter: " + problem);
      }
    }
  }

  /** Whether connections are asked for, and not messages. */
  boolean ofConnections() {
    return traces.isEmpty() && topics.isEmpty();
  }

  boolean takesConnectionOf(String clientId) {
    return ofConnections() && clientId != null && clients.contains(clientId);
  }

  /** Whether a message is asked for, as far as it and these deliveries of it tell. */
  boolean takes(Trace trace, List<Delivery> deliveries) {
    return !ofConnections()
        && (traces.isEmpty() || traces.contains(trace.id()))
        && (topics.isEmpty() || hasTopic(trace.topic()))
        && (clients.isEmpty() || takesPart(trace, deliveries));
  }

  private boolean hasTopic(String topic) {
    return topic != null && topics.stream().anyMatch(filter -> TopicMatch.matches(filter, topic));
  }

  private boolean takesPart(Trace trace, List<Delivery> deliveries) {
    String publisher = trace.publisher() == null ? null : trace.publisher().clientId();
    return publisher != null && clients.contains(publisher)
        || deliveries.stream()
            .map(delivery -> delivery.session().clientId())
            .filter(Objects::nonNull)
            .anyMatch(clients::contains);
  }
}
