package dev.hopscope.lab.experiment;

import dev.hopscope.lab.client.LabClient.Filter;
import java.time.Duration;
import java.util.List;

/** One step of an experiment. */
public sealed interface Step {
  /** Clients connect, one after the other. */
  record Connect(List<String> clients) implements Step {}

  /** A client subscribes, with one SUBSCRIBE. */
  record Subscribe(String client, List<Filter> filters) implements Step {}

  /** A client ends subscriptions, with one UNSUBSCRIBE. */
  record Unsubscribe(String client, List<String> filters) implements Step {}

  /**
   * A client publishes.
   *
   * @param payload <code>{n}</code> in it is the message's number, from 1
   */
  record Publish(String client, String topic, String payload, int qos, boolean retain, int count)
      implements Step {}

  /** Clients say DISCONNECT and close. */
  record Disconnect(List<String> clients) implements Step {}

  /** Clients close without DISCONNECT. */
  record Drop(List<String> clients) implements Step {}

  /** Clients neither read nor write any more. */
  record StopAnswering(List<String> clients) implements Step {}

  /** A broker stops, and starts again with what it kept. */
  record RestartBroker(String broker) implements Step {}

  /** Time passes. */
  record WaitFor(Duration time) implements Step {}

  /** Until nothing has gone over the wire for a while. */
  record WaitQuiet() implements Step {}

  /** Until a client has received so many messages in all. */
  record Receive(String client, int messages, Duration within) implements Step {}
}
