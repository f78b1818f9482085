package dev.hopscope.lab.experiment;

import dev.hopscope.expect.Expectations;
import dev.hopscope.lab.proxy.Fault;
import java.util.List;
import java.util.Map;

/**
 * One experiment, or one case of it.
 *
 * @param name as it is asked for
 * @param variant the case, or null
 * @param title a line
 * @param teaches what is to be seen in it
 * @param brokers by name; the first one is that of clients that name none
 * @param clients by name
 * @param ladders whether a run shows its ladders
 * @param expect what the report must say; null for nothing
 */
public record Experiment(
    String name,
    String variant,
    String title,
    String teaches,
    Map<String, BrokerPlan> brokers,
    Map<String, ClientPlan> clients,
    List<Step> steps,
    List<Fault> faults,
    boolean ladders,
    Expectations expect) {

  /** The name, with the case. */
  public String label() {
    return variant == null ? name : name + ": " + variant;
  }

  /** Why it needs a broker that is the lab's own; null if any will do. */
  public String control() {
    if (brokers.size() > 1) {
      return "needs " + brokers.size() + " brokers";
    }
    if (steps.stream().anyMatch(Step.RestartBroker.class::isInstance)) {
      return "restarts the broker";
    }
    boolean settings = brokers.values().stream().anyMatch(each -> !BrokerPlan.DEFAULT.equals(each));
    return settings ? "sets the broker up" : null;
  }

  /** Whether a broker must keep its data in files. */
  public boolean restarts(String broker) {
    return steps.contains(new Step.RestartBroker(broker));
  }
}
