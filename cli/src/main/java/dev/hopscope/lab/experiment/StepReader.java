package dev.hopscope.lab.experiment;

import dev.hopscope.expect.yaml.DurationText;
import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.lab.client.LabClient.Filter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads the steps of an experiment. */
final class StepReader {
  static final List<String> STEPS =
      List.of(
          "connect",
          "subscribe",
          "unsubscribe",
          "publish",
          "receive",
          "disconnect",
          "drop",
          "stopAnswering",
          "restartBroker",
          "wait");
  static final List<String> SUBSCRIBE = List.of("client", "filter", "qos");
  static final List<String> UNSUBSCRIBE = List.of("client", "filter");
  static final List<String> PUBLISH =
      List.of("client", "topic", "payload", "payloadBytes", "qos", "retain", "count");
  static final List<String> RECEIVE = List.of("client", "messages", "within");
  private static final String QUIET = "quiet";
  private static final long MOST_MESSAGES = 100_000;
  private static final long MOST_PAYLOAD = 1 << 20;
  private static final Duration WITHIN = Duration.ofSeconds(10);

  private final Map<String, ClientPlan> clients;
  private final Collection<String> brokers;
  private final YamlProblems problems;

  StepReader(Map<String, ClientPlan> clients, Collection<String> brokers, YamlProblems problems) {
    this.clients = clients;
    this.brokers = brokers;
    this.problems = problems;
  }

  List<Step> read(List<YamlNode> nodes) {
    List<Step> steps = new ArrayList<>();
    for (YamlNode node : nodes) {
      YamlMap step = YamlMap.of(node, "a step", STEPS, problems);
      List<String> known = STEPS.stream().filter(step::has).toList();
      if (known.size() == 1) {
        Step read = step(step, known.get(0));
        if (read != null) {
          steps.add(read);
        }
      } else if (known.size() > 1) {
        problems.add(node, "a step is one thing: put \"" + known.get(1) + "\" into one of its own");
      } else if (node.entries().isEmpty() && node.kind() == YamlNode.Kind.MAPPING) {
        problems.add(node, "a step says what is done: one of " + String.join(", ", STEPS));
      }
    }
    return List.copyOf(steps);
  }

  private Step step(YamlMap step, String what) {
    return switch (what) {
      case "connect" -> new Step.Connect(names(step, what));
      case "disconnect" -> new Step.Disconnect(names(step, what));
      case "drop" -> new Step.Drop(names(step, what));
      case "stopAnswering" -> new Step.StopAnswering(names(step, what));
      case "restartBroker" -> restart(step);
      case "wait" -> waiting(step);
      case "subscribe" -> subscribe(step.map(what, "a subscribe step", SUBSCRIBE));
      case "unsubscribe" -> unsubscribe(step.map(what, "an unsubscribe step", UNSUBSCRIBE));
      case "publish" -> publish(step.map(what, "a publish step", PUBLISH));
      case "receive" -> receive(step.map(what, "a receive step", RECEIVE));
      default -> throw new IllegalStateException(what);
    };
  }

  private List<String> names(YamlMap step, String what) {
    return List.copyOf(step.choices(what, clients.keySet()));
  }

  private Step restart(YamlMap step) {
    String broker = step.choice("restartBroker", brokers);
    return broker == null ? null : new Step.RestartBroker(broker);
  }

  private Step waiting(YamlMap step) {
    YamlNode value = step.get("wait");
    if (QUIET.equals(value.text())) {
      return new Step.WaitQuiet();
    }
    Long nanos = DurationText.read(value, "\"wait\" is quiet, or", problems);
    return nanos == null ? null : new Step.WaitFor(Duration.ofNanos(nanos));
  }

  private String client(YamlMap step) {
    step.require("client");
    return step.choice("client", clients.keySet());
  }

  private static int number(Long value, int otherwise) {
    return value == null ? otherwise : value.intValue();
  }

  private Step subscribe(YamlMap step) {
    step.require("filter");
    int qos = number(step.integer("qos", 0, 2), 0);
    List<Filter> filters =
        step.texts("filter").stream().map(filter -> new Filter(filter, qos)).toList();
    return new Step.Subscribe(client(step), filters);
  }

  private Step unsubscribe(YamlMap step) {
    step.require("filter");
    return new Step.Unsubscribe(client(step), step.texts("filter"));
  }

  private Step publish(YamlMap step) {
    Long bytes = step.integer("payloadBytes", 0, MOST_PAYLOAD);
    String payload = step.text("payload");
    if (bytes != null && payload != null) {
      problems.add(step.get("payloadBytes"), "\"payload\" and \"payloadBytes\": give one of them");
    }
    if (payload == null) {
      payload = bytes == null ? "message {n}" : "x".repeat(bytes.intValue());
    }
    Boolean retain = step.bool("retain");
    return new Step.Publish(
        client(step),
        step.requiredText("topic"),
        payload,
        number(step.integer("qos", 0, 2), 0),
        retain != null && retain,
        number(step.integer("count", 1, MOST_MESSAGES), 1));
  }

  private Step receive(YamlMap step) {
    Long within = step.duration("within");
    return new Step.Receive(
        client(step),
        number(step.integer("messages", 1, MOST_MESSAGES), 1),
        within == null ? WITHIN : Duration.ofNanos(within));
  }
}
