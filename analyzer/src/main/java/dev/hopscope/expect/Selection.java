package dev.hopscope.expect;

import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.report.ReportModel;
import dev.hopscope.report.filter.TopicMatch;
import java.nio.charset.StandardCharsets;

/**
 * Which messages an expectation is about.
 *
 * @param topic a topic filter, or null for all
 * @param publisher which publishers, or null for all, and for messages without one
 * @param payload the whole payload as text, or null for any
 */
record Selection(String topic, ClientPattern publisher, String payload) {

  /** The selection that the keys {@code topic}, {@code publisher} and {@code payload} make. */
  static Selection read(YamlMap map) {
    String topic = map.text("topic");
    if (topic != null && TopicMatch.problem(topic) != null) {
      YamlNode at = map.get("topic");
      map.problems().add(at, "\"" + topic + "\" is no topic filter: " + TopicMatch.problem(topic));
      topic = null;
    }
    String publisher = map.text("publisher");
    return new Selection(
        topic, publisher == null ? null : ClientPattern.of(publisher), map.text("payload"));
  }

  /** Whether only messages of one topic can fit. */
  boolean oneTopic() {
    return topic != null && topic.indexOf('#') < 0 && topic.indexOf('+') < 0;
  }

  boolean matches(ReportModel.Trace trace) {
    return (topic == null || trace.topic() != null && TopicMatch.matches(topic, trace.topic()))
        && (publisher == null || publisher.matches(trace.publisher()))
        && (payload == null || payloadMatches(trace));
  }

  // a report may hold no more than a payload's start
  private boolean payloadMatches(ReportModel.Trace trace) {
    int length = payload.getBytes(StandardCharsets.UTF_8).length;
    return trace.payload() != null
        && trace.payloadLength() != null
        && trace.payloadLength() == length
        && payload.startsWith(trace.payload());
  }

  /** Whether a loss on a client's connection may hide a publish of the selection. */
  boolean mayPublish(String clientId) {
    return publisher == null || publisher.mayBe(clientId);
  }

  /** For people: {@code plant/# from pub}. */
  String title() {
    StringBuilder title = new StringBuilder(topic == null ? "all topics" : topic);
    if (publisher != null) {
      title.append(" from ").append(publisher);
    }
    if (payload != null) {
      title.append(" \"").append(payload).append('"');
    }
    return title.toString();
  }
}
