package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limit;
import dev.hopscope.limits.Limits;
import dev.hopscope.stream.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which endpoints are one broker. Each endpoint is a broker of its own, but for loopback addresses
 * of one port, and for those that the user named together.
 */
public final class Brokers {
  private final Map<Endpoint, Broker> byEndpoint = new HashMap<>();
  private final Map<Integer, Broker> loopback = new HashMap<>();
  private final Map<Set<String>, Broker> together = new HashMap<>();
  private final Set<Broker> all = new LinkedHashSet<>();
  private final Collection<Set<String>> same;
  private final Limits limits;
  private final RecentInterests recent = new RecentInterests();
  private Consumer<Broker> onForgotten = broker -> {};
  private int made;

  /**
   * Creates an empty registry.
   *
   * @param same sets of endpoints as text that belong to one broker each
   */
  public Brokers(Collection<Set<String>> same, Limits limits) {
    this.same = List.copyOf(same);
    this.limits = limits;
  }

  /** Sets who is told of a broker that {@link Limit#BROKERS} makes the run forget. */
  public void onForgotten(Consumer<Broker> listener) {
    onForgotten = listener;
  }

  /** The broker on the server side of a connection. */
  public Broker of(MqttConnection connection) {
    Endpoint server = connection.server();
    Broker broker = byEndpoint.get(server);
    if (broker == null) {
      broker = find(server);
      boolean room = makeRoom();
      if (broker == null) {
        broker = new Broker(++made, connection.serverBasis(), recent);
        all.add(broker);
      } else if (!room) {
        return broker;
      }
      remember(server, broker);
    }
    broker.add(server, connection.serverBasis());
    return broker;
  }

  /** Every broker met so far and not forgotten. */
  public Collection<Broker> all() {
    return all;
  }

  private void remember(Endpoint server, Broker broker) {
    limits.add(Limit.BROKERS, 1);
    byEndpoint.put(server, broker);
    if (Broker.isLoopback(server)) {
      loopback.put(server.port(), broker);
    }
    for (Set<String> set : same) {
      if (set.contains(server.toString())) {
        together.put(set, broker);
      }
    }
  }

  private Broker find(Endpoint server) {
    if (Broker.isLoopback(server) && loopback.containsKey(server.port())) {
      return loopback.get(server.port());
    }
    for (Map.Entry<Set<String>, Broker> entry : together.entrySet()) {
      if (entry.getKey().contains(server.toString())) {
        return entry.getValue();
      }
    }
    return null;
  }

  private boolean makeRoom() {
    if (limits.used(Limit.BROKERS) < limits.max(Limit.BROKERS)) {
      return true;
    }
    limits.hit(Limit.BROKERS);
    for (Broker broker : all) {
      if (!broker.inUse()) {
        forget(broker);
        return true;
      }
    }
    return false;
  }

  private void forget(Broker broker) {
    all.remove(broker);
    List<Endpoint> endpoints = new ArrayList<>(broker.endpoints());
    byEndpoint.keySet().removeAll(endpoints);
    limits.give(Limit.BROKERS, endpoints.size());
    loopback.values().removeIf(each -> each == broker);
    together.values().removeIf(each -> each == broker);
    recent.clear();
    onForgotten.accept(broker);
  }
}
