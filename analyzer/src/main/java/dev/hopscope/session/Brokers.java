package dev.hopscope.session;

import dev.hopscope.connection.MqttConnection;
import dev.hopscope.stream.Endpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which endpoints are one broker. Each endpoint is a broker of its own, but for loopback addresses
 * of one port, and for those that the user named together.
 */
public final class Brokers {
  private final Map<Endpoint, Broker> byEndpoint = new HashMap<>();
  private final List<Broker> all = new ArrayList<>();
  private final Collection<Set<String>> same;

  /**
   * Creates an empty registry.
   *
   * @param same sets of endpoints as text that belong to one broker each
   */
  public Brokers(Collection<Set<String>> same) {
    this.same = List.copyOf(same);
  }

  /** The broker on the server side of a connection. */
  public Broker of(MqttConnection connection) {
    Endpoint server = connection.server();
    Broker broker = byEndpoint.get(server);
    if (broker == null) {
      broker = find(server);
      if (broker == null) {
        broker = new Broker(all.size() + 1, connection.serverBasis());
        all.add(broker);
      }
      byEndpoint.put(server, broker);
    }
    broker.add(server, connection.serverBasis());
    return broker;
  }

  /** Every broker met so far. */
  public List<Broker> all() {
    return all;
  }

  private Broker find(Endpoint server) {
    for (Broker broker : all) {
      for (Endpoint endpoint : broker.endpoints()) {
        if (together(endpoint, server)) {
          return broker;
        }
      }
    }
    return null;
  }

  private boolean together(Endpoint a, Endpoint b) {
    if (Broker.isLoopback(a) && Broker.isLoopback(b) && a.port() == b.port()) {
      return true;
    }
    return same.stream().anyMatch(set -> set.contains(a.toString()) && set.contains(b.toString()));
  }
}
