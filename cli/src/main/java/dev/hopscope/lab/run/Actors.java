package dev.hopscope.lab.run;

import dev.hopscope.lab.LabException;
import dev.hopscope.lab.client.ClientSettings;
import dev.hopscope.lab.client.LabClient;
import dev.hopscope.lab.client.Message;
import dev.hopscope.lab.experiment.ClientPlan;
import dev.hopscope.lab.experiment.ClientPlan.Bridge;
import dev.hopscope.lab.experiment.Step;
import dev.hopscope.lab.proxy.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The clients of an experiment, and what they do. */
final class Actors implements AutoCloseable {
  private final Map<String, Actor> actors = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  /** A client; a bridge is two of one name and ClientID. */
  private record Actor(
      LabClient client, Proxy proxy, Bridge bridge, LabClient far, Proxy farProxy) {}

  private final ExecutorService bridging =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "lab-bridge");
            thread.setDaemon(true);
            return thread;
          });

  Actors(Map<String, ClientPlan> plans, Map<String, Proxy> proxies) {
    plans.forEach((name, plan) -> actors.put(name, actor(plan, proxies)));
  }

  private static Actor actor(ClientPlan plan, Map<String, Proxy> proxies) {
    Proxy near = proxies.get(plan.broker());
    LabClient client = client(plan.settings(), near);
    if (plan.bridge() == null) {
      return new Actor(client, near, null, null, null);
    }
    Proxy far = proxies.get(plan.bridge().to());
    return new Actor(client, near, plan.bridge(), client(plan.settings(), far), far);
  }

  private static LabClient client(ClientSettings settings, Proxy proxy) {
    return LabClient.of(settings, proxy.address());
  }

  LabClient client(String name) {
    return actors.get(name).client();
  }

  void connect(String name) {
    Actor actor = actors.get(name);
    if (actor.bridge() != null) {
      actor.farProxy().expect(name);
      actor.far().connect();
      actor.client().inbox().onMessage(message -> pass(name, actor.far(), message));
    }
    actor.proxy().expect(name);
    actor.client().connect();
    if (actor.bridge() != null) {
      actor
          .client()
          .subscribe(List.of(new LabClient.Filter(actor.bridge().filter(), actor.bridge().qos())));
    }
  }

  private void pass(String name, LabClient far, Message message) {
    bridging.execute(
        () -> {
          try {
            far.publish(message);
          } catch (LabException e) {
            fail(name + " could not pass a message on: " + e.getMessage());
          }
        });
  }

  private synchronized void fail(String why) {
    failures.add(why);
  }

  /** What bridges could not do. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  void publish(Step.Publish step) {
    LabClient client = client(step.client());
    for (int n = 1; n <= step.count(); n++) {
      String payload = step.payload().replace("{n}", Integer.toString(n));
      client.publish(new Message(step.topic(), payload, step.qos(), step.retain()));
    }
  }

  void disconnect(String name) {
    each(name, LabClient::disconnect);
  }

  void drop(String name) {
    each(name, LabClient::drop);
  }

  void stopAnswering(String name) {
    each(name, LabClient::stopAnswering);
  }

  private interface Act {
    void on(LabClient client);
  }

  private void each(String name, Act act) {
    Actor actor = actors.get(name);
    act.on(actor.client());
    if (actor.far() != null) {
      act.on(actor.far());
    }
  }

  /** Ends what is still open: those that answer say DISCONNECT. */
  void leave(Set<String> deaf) {
    actors.forEach(
        (name, actor) -> {
          for (LabClient each : both(actor)) {
            if (deaf.contains(name)) {
              each.drop();
            } else if (each.connected()) {
              each.disconnect();
            }
          }
        });
  }

  private static List<LabClient> both(Actor actor) {
    return actor.far() == null ? List.of(actor.client()) : List.of(actor.client(), actor.far());
  }

  @Override
  public void close() {
    bridging.shutdownNow();
    actors.values().forEach(actor -> both(actor).forEach(LabClient::close));
  }
}
