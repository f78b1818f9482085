package dev.hopscope.testkit.model;

import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.testkit.MqttBytes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client that subscribes, and its session at the broker. */
final class Subscriber {
  /** A subscription. */
  record Filter(String filter, int qos) {}

  private record Queued(ModelMessage message, int qos, long dueNanos) {}

  private static final class InFlight {
    final ModelMessage message;
    final int qos;
    boolean received;

    InFlight(ModelMessage message, int qos) {
      this.message = message;
      this.qos = qos;
    }
  }

  private final World world;
  private final ModelOptions options;
  private final Ledger ledger;
  private final String clientId;
  private final List<Filter> filters;
  private final boolean durable;
  private final Deque<Queued> queue = new ArrayDeque<>();
  private final Map<Integer, InFlight> inFlight = new LinkedHashMap<>();
  private Wire wire;
  private int lastId;
  private long lastDueNanos;

  Subscriber(
      World world,
      ModelOptions options,
      Ledger ledger,
      String clientId,
      List<Filter> filters,
      boolean durable) {
    this.world = world;
    this.options = options;
    this.ledger = ledger;
    this.clientId = clientId;
    this.filters = filters;
    this.durable = durable;
    connect(false);
    String[] names = filters.stream().map(Filter::filter).toArray(String[]::new);
    int[] levels = filters.stream().mapToInt(Filter::qos).toArray();
    wire.data(
        true, MqttBytes.subscribe(MqttVersion.V3_1_1, 1, MqttBytes.properties(), names, levels));
    wire.data(false, MqttBytes.suback(MqttVersion.V3_1_1, 1, levels));
  }

  List<Filter> filters() {
    return filters;
  }

  boolean online() {
    return wire != null;
  }

  private void connect(boolean present) {
    wire = world.wire();
    wire.open();
    wire.data(true, MqttBytes.connect(MqttVersion.V3_1_1, clientId, !durable, 60));
    wire.data(false, MqttBytes.connack(MqttVersion.V3_1_1, present, 0));
  }

  /**
   * The broker takes a message in for it, copies right behind each other; QoS 0 is not kept for
   * those who are away.
   */
  void enqueue(ModelMessage message, int... grantedQos) {
    long delay = world.about(options.delayNanos(), 0.5);
    lastDueNanos = Math.max(lastDueNanos, world.now() + delay);
    for (int granted : grantedQos) {
      int qos = Math.min(granted, message.qos());
      boolean away = wire == null && !options.queueQos0;
      boolean lost = qos == 0 && (away || world.random().nextDouble() < options.loss);
      if (!lost) {
        queue.add(new Queued(message, qos, lastDueNanos));
        world.at(lastDueNanos, this::sendDue);
      }
    }
  }

  private void sendDue() {
    while (wire != null && !queue.isEmpty() && queue.peek().dueNanos() <= world.now()) {
      Queued next = queue.remove();
      int id = next.qos() == 0 ? 0 : freeId();
      send(next.message(), next.qos(), id, false);
      ledger.delivered(world.lastSegment(), next.message().frame());
      if (id > 0) {
        inFlight.put(id, new InFlight(next.message(), next.qos()));
      }
    }
  }

  private int freeId() {
    do {
      lastId = lastId % 0xffff + 1;
    } while (inFlight.containsKey(lastId));
    return lastId;
  }

  private void send(ModelMessage message, int qos, int id, boolean dup) {
    wire.data(false, message.publish(qos, id, dup));
    if (qos == 1) {
      onThisConnection(
          () -> {
            wire.data(true, MqttBytes.puback(id));
            inFlight.remove(id);
          });
    } else if (qos == 2) {
      onThisConnection(
          () -> {
            wire.data(true, MqttBytes.pubrec(id));
            inFlight.get(id).received = true;
            onThisConnection(() -> release(id));
          });
    }
  }

  private void release(int id) {
    wire.data(false, MqttBytes.pubrel(id));
    onThisConnection(
        () -> {
          wire.data(true, MqttBytes.pubcomp(id));
          inFlight.remove(id);
        });
  }

  private void onThisConnection(Runnable action) {
    Wire at = wire;
    world.after(
        options.acknowledgeNanos,
        () -> {
          if (wire == at) {
            action.run();
          }
        });
  }

  void leave() {
    wire.data(true, MqttBytes.disconnect());
    wire.close();
    wire = null;
    queue.removeIf(queued -> queued.qos() == 0 && !options.queueQos0);
  }

  /** Comes back to its session: what was under way is sent again, then what waited ([4.4]). */
  void comeBack() {
    connect(true);
    inFlight.forEach(
        (id, flow) -> {
          if (flow.received) {
            release(id);
          } else {
            send(flow.message, flow.qos, id, true);
          }
        });
    sendDue();
  }
}
