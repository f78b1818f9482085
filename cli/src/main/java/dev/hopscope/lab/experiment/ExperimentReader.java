package dev.hopscope.lab.experiment;

import dev.hopscope.expect.Expectations;
import dev.hopscope.expect.yaml.InvalidYamlException;
import dev.hopscope.expect.yaml.YamlMap;
import dev.hopscope.expect.yaml.YamlNode;
import dev.hopscope.expect.yaml.YamlProblems;
import dev.hopscope.expect.yaml.YamlReader;
import dev.hopscope.lab.proxy.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an experiment's document. */
public final class ExperimentReader {
  static final List<String> KEYS =
      List.of(
          "title", "teaches", "ladders", "cases", "brokers", "clients", "steps", "faults",
          "expect");
  static final List<String> BROKER = List.of("maxQos", "sessionExpiry", "maxQueued");
  private static final String ONLY_BROKER = "broker";

  private final String name;
  private final YamlProblems problems;

  private ExperimentReader(String name, YamlProblems problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * Reads a document; one experiment a case.
   *
   * @param name of the experiment
   * @param file its name, for messages
   * @throws InvalidYamlException with every problem's line, where something is wrong
   */
  public static List<Experiment> read(String name, String file, String text) {
    YamlNode root = YamlReader.read(file, text);
    YamlProblems problems = new YamlProblems();
    // what is wrong with the other keys is told with what is wrong below them
    YamlMap document = YamlMap.of(root, "an experiment", root.entries().keySet(), problems);
    List<Map<String, YamlNode>> cases = Cases.of(document);
    problems.check();
    List<Experiment> all = new ArrayList<>();
    for (Map<String, YamlNode> values : cases) {
      YamlNode filled = Cases.put(root, values, problems);
      problems.check();
      YamlMap one = YamlMap.of(filled, "an experiment", KEYS, problems);
      YamlNode variant = values.get(Cases.NAME);
      all.add(
          new ExperimentReader(name, problems)
              .experiment(one, variant == null ? null : variant.text()));
      problems.check();
    }
    return all;
  }

  private Experiment experiment(YamlMap document, String variant) {
    Map<String, BrokerPlan> brokers = brokers(document);
    document.require("clients");
    document.require("steps");
    Map<String, ClientPlan> clients =
        new ClientReader(brokers.keySet(), problems).read(document.get("clients"));
    List<Step> steps =
        new StepReader(clients, brokers.keySet(), problems).read(document.list("steps"));
    List<Fault> faults = new ArrayList<>();
    for (YamlNode each : document.list("faults")) {
      Fault fault = FaultReader.read(each, clients.keySet(), problems);
      if (fault != null) {
        faults.add(fault);
      }
    }
    return new Experiment(
        name,
        variant,
        document.requiredText("title"),
        document.has("teaches") ? document.text("teaches") : "",
        brokers,
        clients,
        steps,
        List.copyOf(faults),
        Boolean.TRUE.equals(document.bool("ladders")),
        document.has("expect") ? Expectations.read(document.get("expect"), problems) : null);
  }

  private Map<String, BrokerPlan> brokers(YamlMap document) {
    YamlNode node = document.get("brokers");
    Map<String, BrokerPlan> brokers = new LinkedHashMap<>();
    if (node == null) {
      brokers.put(ONLY_BROKER, BrokerPlan.DEFAULT);
      return brokers;
    }
    if (node.kind() != YamlNode.Kind.MAPPING || node.entries().isEmpty()) {
      problems.add(node, "\"brokers\" is a mapping of names, not " + YamlMap.words(node));
      return brokers;
    }
    node.entries()
        .forEach(
            (each, entry) -> {
              YamlMap settings = YamlMap.of(entry.value(), "a broker", BROKER, problems);
              Long maxQos = settings.integer("maxQos", 0, 2);
              Long expiry = settings.duration("sessionExpiry");
              Long queued = settings.integer("maxQueued", 1, Integer.MAX_VALUE);
              brokers.put(
                  each,
                  new BrokerPlan(
                      maxQos == null ? null : maxQos.intValue(),
                      expiry == null ? null : Duration.ofNanos(expiry),
                      queued == null ? null : queued.intValue()));
            });
    return brokers;
  }
}
