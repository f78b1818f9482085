package dev.hopscope.extract;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.PacketType;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.qos.Step;
import dev.hopscope.session.Flow;
import dev.hopscope.session.Subscription;
import dev.hopscope.stream.Provenance;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.Origin;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Listens to an analysis and notes which packets of which connections belong to what was asked for.
 *
 * <p>Of a message these are the packets of its flows; the connections that they are on, those of
 * the publisher of a will, and those on which its receivers subscribed are concerned by it.
 */
public final class Chooser implements ConnectionListener, TraceListener {
  private static final int NAMES_KEPT = 5;

  /** A message as it should be told of the extract, and the connections that it is on. */
  record Chosen(int trace, long fingerprint, Set<Integer> connections) {}

  private final Selection selection;
  private final Connections connections = new Connections();
  private final Map<Integer, Concern> concerns = new HashMap<>();
  private final List<Chosen> chosen = new ArrayList<>();
  private final Set<Integer> chosenTraces = new HashSet<>();
  private final Set<String> topics = new LinkedHashSet<>();
  private final Set<String> clients = new LinkedHashSet<>();
  private int lastTrace;

  /** Creates a chooser for one analysis. */
  public Chooser(Selection selection) {
    this.selection = selection;
  }

  /** Whether nothing fits. */
  public boolean isEmpty() {
    return concerns.isEmpty();
  }

  /** How many messages were chosen; none where connections were asked for. */
  public int messages() {
    return chosenTraces.size();
  }

  /** What could have been asked for: how many traces there are, and some topics and ClientIDs. */
  public String offer() {
    if (lastTrace == 0 && clients.isEmpty()) {
      return "there is no MQTT message in it";
    }
    return (lastTrace == 0 ? "no trace" : "traces 1 to " + lastTrace)
        + ", topics "
        + names(topics)
        + ", ClientIDs "
        + names(clients);
  }

  private static String names(Set<String> all) {
    if (all.isEmpty()) {
      return "none";
    }
    List<String> some = all.stream().limit(NAMES_KEPT).toList();
    return String.join(" ", some) + (all.size() > NAMES_KEPT ? " ..." : "");
  }

  Map<Integer, Concern> concerns() {
    return concerns;
  }

  List<Chosen> chosen() {
    return chosen;
  }

  @Override
  public void onOpened(MqttConnection connection, Provenance at) {
    connections.opened(connection);
  }

  @Override
  public void onPacket(
      MqttConnection connection,
      Direction direction,
      PacketView packet,
      String topic,
      Provenance at) {
    if (packet.type() == PacketType.CONNECT) {
      connections.connect(connection);
    }
  }

  @Override
  public void onEnded(MqttConnection connection, Provenance at) {
    connections.ended(connection);
    note(clients, connection.clientId());
    if (selection.takesConnectionOf(connection.clientId())) {
      concern(connection).wholly();
    }
  }

  private static void note(Set<String> names, String name) {
    if (name != null && names.size() <= NAMES_KEPT) {
      names.add(name);
    }
  }

  private Concern concern(MqttConnection connection) {
    return concern(connection.tcp().number());
  }

  private Concern concern(int number) {
    return concerns.computeIfAbsent(number, each -> new Concern());
  }

  @Override
  public void onTrace(Trace trace) {
    lastTrace = Math.max(lastTrace, trace.id());
    note(topics, trace.topic());
    if (selection.takes(trace, trace.deliveries())) {
      Set<Integer> concerned = root(trace);
      trace.deliveries().forEach(delivery -> delivery(delivery, concerned));
      add(trace, Fingerprint.of(trace), concerned);
    }
  }

  @Override
  public void onLateDelivery(Trace trace, Delivery delivery) {
    if (chosenTraces.contains(trace.id()) || selection.takes(trace, List.of(delivery))) {
      Set<Integer> concerned = root(trace);
      delivery(delivery, concerned);
      add(trace, Fingerprint.ofLate(trace, delivery), concerned);
    }
  }

  private void add(Trace trace, long fingerprint, Set<Integer> concerned) {
    chosenTraces.add(trace.id());
    chosen.add(new Chosen(trace.id(), fingerprint, concerned));
  }

  private Set<Integer> root(Trace trace) {
    Set<Integer> concerned = new HashSet<>();
    if (trace.publishFlow() != null) {
      flow(trace.publishFlow(), concerned);
    } else if (trace.origin() == Origin.WILL && trace.publisher() != null) {
      for (int id : trace.publisher().connectionIds()) {
        if (connections.hasWill(id)) {
          concern(connections.number(id), concerned);
        }
      }
    }
    trace.forwards().forEach(forward -> flow(forward.flow(), concerned));
    return concerned;
  }

  private Concern concern(int number, Set<Integer> concerned) {
    concerned.add(number);
    return concern(number);
  }

  private void delivery(Delivery delivery, Set<Integer> concerned) {
    flow(delivery.flow(), concerned);
    long subscribed = Long.MAX_VALUE;
    for (Subscription each : delivery.subscriptions()) {
      subscribed = Math.min(subscribed, each.fromNanos());
    }
    for (int id : delivery.session().connectionIds()) {
      if (id <= delivery.connection() && connections.endNanos(id) >= subscribed) {
        concern(connections.number(id), concerned);
      }
    }
  }

  private void flow(Flow flow, Set<Integer> concerned) {
    Map<MqttConnection, long[]> spans = new HashMap<>();
    for (Step step : flow.exchange().steps()) {
      MqttConnection on = step.connection();
      concern(on.tcp().number(), concerned)
          .packet(Sides.sender(on, step.direction()), step.position(), step.length());
      long[] span = spans.computeIfAbsent(on, each -> new long[] {step.frame(), step.frame()});
      span[0] = Math.min(span[0], step.frame());
      span[1] = Math.max(span[1], step.frame());
    }
    spans.forEach((on, span) -> concern(on).span(span[0], span[1]));
  }
}
