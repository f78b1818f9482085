package dev.hopscope.conformance;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Note;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Flow;
import dev.hopscope.stream.Provenance;

/**
 * Something worth telling, with where it was seen.
 *
 * @param statement311 the statement of 3.1.1 that was broken, or null
 * @param statement5 the statement of 5.0 that was broken, or null
 * @param certain whether no loss of the capture can explain it
 * @param frame number of the frame, 0 for none
 * @param connection the connection concerned
 * @param flow the flow concerned, or null
 * @param trace id of the trace concerned, 0 for none
 * @param message what happened, for people
 */
public record Finding(
    String rule,
    String statement311,
    String statement5,
    Severity severity,
    boolean certain,
    int capture,
    long frame,
    MqttConnection connection,
    Flow flow,
    int trace,
    String message) {

  static Finding of(
      Rule rule, boolean certain, MqttConnection connection, Provenance at, String message) {
    return new Finding(
        rule.id(),
        rule.statement311(),
        rule.statement5(),
        rule.severity(),
        certain,
        at.capture(),
        at.frame(),
        connection,
        null,
        0,
        message);
  }

  static Finding of(Note note, MqttConnection connection, Provenance at, String message) {
    return new Finding(
        note.rule(),
        note.statement311(),
        note.statement5(),
        note.malformed() ? Severity.ERROR : Severity.WARNING,
        true,
        at.capture(),
        at.frame(),
        connection,
        null,
        0,
        message);
  }

  static Finding of(Rule rule, boolean certain, Step step, Flow flow, int trace, String message) {
    return new Finding(
        rule.id(),
        rule.statement311(),
        rule.statement5(),
        rule.severity(),
        certain,
        step.capture(),
        step.frame(),
        step.connection(),
        flow,
        trace,
        message);
  }
}
